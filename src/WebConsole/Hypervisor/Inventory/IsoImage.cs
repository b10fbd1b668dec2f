using WebConsole.OsInfo;
using WebConsole.OsInfo.Media;

namespace WebConsole.Hypervisor.Inventory;

/// <summary>What was read of an ISO image.</summary>
/// <param name="Volume">The volume as it was then: once it differs, the image is read again.</param>
/// <param name="Label">What it says that it is; <c>null</c> if it says nothing, or can't be read.</param>
/// <param name="Match">What osinfo-db knows of that.</param>
public sealed record IsoImage(StorageVolume Volume, IsoLabel? Label, OsMatch? Match)
{
    /// <summary>Why it can't be read, in libvirt's words.</summary>
    public string? Problem { get; init; }

    /// <summary>As libvirt names it; <c>null</c> where it is not known.</summary>
    public string? Architecture => Match is { Medium.Architecture: not OsResources.AnyArchitecture and var known } ? known : Label?.Architecture;
}

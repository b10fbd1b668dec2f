using WebConsole.OsInfo.Media;

namespace WebConsole.OsInfo;

/// <summary>One installation medium of an operating system, and how its label is recognised.</summary>
/// <param name="Architecture">As libvirt names it: <c>x86_64</c>; <see cref="OsResources.AnyArchitecture"/> for all.</param>
/// <param name="VolumeId">The label's volume ID.</param>
public sealed record OsMedium(string Architecture, LabelPattern? VolumeId)
{
    public LabelPattern? SystemId { get; init; }
    public LabelPattern? PublisherId { get; init; }
    public LabelPattern? ApplicationId { get; init; }

    /// <summary>The size of the file system; some releases differ in nothing else.</summary>
    public long? VolumeBytes { get; init; }

    /// <summary>Where it can be downloaded.</summary>
    public string? Url { get; init; }

    /// <summary>Whether the system runs from the medium.</summary>
    public bool IsLive { get; init; }

    /// <summary>The name of the edition, if it is one of several.</summary>
    public string? Edition { get; init; }

    /// <summary>How much must fit: of two media that do, the more specific one is meant.</summary>
    internal int Weight => new object?[] { VolumeId, SystemId, PublisherId, ApplicationId, VolumeBytes }.Count(part => part is not null);

    /// <summary>Whether it says enough: a publisher alone has many media.</summary>
    internal bool IsSpecific => VolumeId is not null || ApplicationId is not null;

    internal bool Fits(IsoLabel label) => (VolumeBytes is null || VolumeBytes == label.VolumeBytes)
        && Fits(VolumeId, label.VolumeId) && Fits(ApplicationId, label.ApplicationId) && Fits(SystemId, label.SystemId) && Fits(PublisherId, label.PublisherId);

    private static bool Fits(LabelPattern? pattern, string? text) => pattern is null || (text is not null && pattern.IsIn(text));
}

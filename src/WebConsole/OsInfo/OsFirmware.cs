namespace WebConsole.OsInfo;

/// <summary>Whether an operating system starts with a firmware.</summary>
/// <param name="Architecture">As libvirt names it; <see cref="OsResources.AnyArchitecture"/> for all.</param>
/// <param name="Type"><see cref="Bios"/> or <see cref="Uefi"/>.</param>
/// <param name="IsSupported">Whether it does.</param>
public sealed record OsFirmware(string Architecture, string Type, bool IsSupported)
{
    public const string Bios = "bios", Uefi = "efi";
}

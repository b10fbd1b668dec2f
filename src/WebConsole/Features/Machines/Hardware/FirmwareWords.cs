using Libvirt.Xml;

using WebConsole.Components.Shared;

namespace WebConsole.Features.Machines.Hardware;

/// <summary>How the machine boots: its firmware and boot devices.</summary>
internal static class FirmwareWords
{
    public static HardwareItem Describe(DomainXml domain) => domain.OsType == "exe"
        ? new HardwareItem(HardwareKind.Firmware, "Container", Words.With("starts ", domain.Init))
        : new HardwareItem(HardwareKind.Firmware, Name(domain) ?? "Firmware", Words.List(
            Words.With("machine type ", domain.Machine),
            Words.Name(domain.Arch),
            domain.Kernel is { } kernel ? Words.With("starts the kernel ", kernel) : Boot(domain),
            Words.When(domain.BootMenu, "offers a menu")));

    /// <summary>Its firmware, and whether it boots a kernel directly; null if unknown.</summary>
    public static string? InShort(DomainXml domain) => domain.OsType == "exe" ? null
        : Words.List(Name(domain), Words.When(domain.Kernel is not null, "direct kernel boot"));

    // Only PCs have a BIOS; the default firmware of other machines depends on the machine type.
    private static string? Name(DomainXml domain) => domain switch
    {
        { LoaderSecure: true } => "UEFI with Secure Boot",
        { Firmware: "efi" } or { LoaderType: "pflash" } => "UEFI",
        { LoaderPath: { } path } when IsUefi(path) => "UEFI",
        { LoaderPath: { } path } when !IsPc(domain) || !IsBios(path) => "Firmware " + Words.Name(path),
        _ => IsPc(domain) ? "BIOS" : null,
    };

    private static bool IsPc(DomainXml domain) => domain is { OsType: "hvm", Arch: "x86_64" or "i686" or null };

    // The names of EDK II builds in distributions: OVMF.fd, AAVMF_CODE.fd, QEMU_EFI.fd, edk2-riscv-code.fd,
    // RISCV_VIRT_CODE.fd.
    private static bool IsUefi(string path) => HasInName(path, "OVMF", "AAVMF", "EFI", "edk2", "RISCV_VIRT");

    private static bool IsBios(string path) => HasInName(path, "bios");

    private static bool HasInName(string path, params ReadOnlySpan<string> words)
    {
        var name = Path.GetFileName(path);
        foreach (var word in words)
        {
            if (name.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    private static string? Boot(DomainXml domain)
    {
        var devices = domain.Devices.Where(device => device.BootOrder is not null).OrderBy(device => device.BootOrder).Select(NameOf).ToList();
        var order = devices.Count > 0 ? devices : [.. domain.BootDevices.Select(KindOf)];
        return order.Count > 0 ? "boots from " + string.Join(", then ", order) : null;
    }

    private static string? NameOf(DeviceXml device) => device switch
    {
        DiskXml disk => Words.Name(disk.TargetDevice),
        InterfaceXml card => Words.With("the network card ", card.MacAddress),
        _ => Words.With("the device ", device.Kind),
    };

    private static string? KindOf(string kind) => kind switch
    {
        "hd" => "disk",
        "cdrom" => "CD-ROM",
        "network" => "the network",
        "fd" => "floppy disk",
        _ => Words.Name(kind),
    };
}

using Libvirt.Xml;

namespace WebConsole.Features.Machines.Hardware;

/// <summary>How the machine starts: its firmware and what it boots from.</summary>
internal static class FirmwareWords
{
    public static HardwareItem Describe(DomainXml domain) => domain.OsType == "exe"
        ? new HardwareItem(HardwareKind.Firmware, "Container", Words.With("starts ", domain.Init))
        : new HardwareItem(HardwareKind.Firmware, Firmware(domain), Words.List(
            Words.With("machine type ", domain.Machine),
            Words.Name(domain.Arch),
            domain.Kernel is { } kernel ? Words.With("starts the kernel ", kernel) : Boot(domain),
            Words.When(domain.BootMenu, "offers a menu")));

    private static string Firmware(DomainXml domain) => domain switch
    {
        { LoaderSecure: true } => "UEFI with Secure Boot",
        { Firmware: "efi" } or { LoaderType: "pflash" } => "UEFI",
        { OsType: "hvm", Arch: "x86_64" or "i686" or null } => "BIOS",
        { LoaderPath: not null } => "Firmware " + Words.Name(domain.LoaderPath),
        _ => "Firmware",
    };

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

using Libvirt.Xml;
using WebConsole.Components.Shared;
using WebConsole.Hardware;

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

    private static string? Name(DomainXml domain) => Firmwares.Of(domain) switch
    {
        "uefi-secure" => "UEFI with Secure Boot",
        "uefi" => "UEFI",
        null => "Firmware " + Words.Name(domain.LoaderPath),
        _ => Firmwares.IsPc(domain) ? "BIOS" : null,
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

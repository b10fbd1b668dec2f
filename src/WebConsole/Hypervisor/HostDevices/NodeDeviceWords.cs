using Libvirt.Xml;
using WebConsole.Text;

namespace WebConsole.Hypervisor.HostDevices;

/// <summary>Describes a device of a host: vendor and product if known, otherwise its kind.</summary>
internal static class NodeDeviceWords
{
    /// <summary>The kinds to filter by; also a localizer's keys.</summary>
    public static string Kind(string? capability) => capability switch
    {
        "pci" => "PCI",
        "usb" or "usb_device" => "USB",
        "net" => "network",
        "storage" => "disk",
        "scsi" or "scsi_host" or "scsi_target" or "scsi_generic" => "SCSI",
        "mdev" or "mdev_types" => "mediated",
        "system" => "system",
        "drm" => "graphics",
        _ => "other",
    };

    /// <summary>What it is, <c>null</c> where nothing more is known than its name.</summary>
    public static string? What(NodeDeviceXml device)
    {
        var made = Join(" ", Word(device.VendorName), device.ProductName, device.Model);
        return device.CapabilityType switch
        {
            "pci" when device.PhysicalFunction is not null => Join(", ", made ?? Join(" ", PciClass(device.PciClass), Ids(device)), "virtual function"),
            "pci" => made ?? Join(" ", PciClass(device.PciClass), Ids(device)),
            "usb_device" => made ?? Join(" ", "USB device", Ids(device)),
            "usb" => "USB interface",
            "net" => Join(", ", Join(" ", "Network interface", device.InterfaceName), Speed(device.LinkSpeed), device.MacAddress),
            "storage" => Join(", ", made ?? Drive(device), device.SizeBytes is { } bytes ? Format.Bytes(bytes) : null),
            "scsi_host" => $"SCSI host {device.ScsiHost}",
            "scsi" => Join(" ", "SCSI", device.ScsiType ?? "device"),
            "scsi_target" => "SCSI target",
            "scsi_generic" => "SCSI access of a device",
            "mdev" => Join(" ", "Mediated device", device.MediatedType),
            "drm" => "Graphics access of a device",
            "system" => made ?? "The host itself",
            _ => made,
        };
    }

    // Virtio disks have a number as their vendor.
    private static string? Word(string? name) => name?.StartsWith("0x", StringComparison.Ordinal) == true ? null : name;

    private static string Drive(NodeDeviceXml device) => device.DriveType switch
    {
        "cdrom" => "CD-ROM drive",
        "floppy" => "Floppy drive",
        _ => Join(" ", "Disk", Path.GetFileName(device.BlockDevice))!,
    };

    // The first two digits of https://admin.pci-ids.ucw.cz/read/PD; USB is what most users look for in its class.
    private static string PciClass(string? pciClass) => pciClass switch
    {
        { Length: 8 } when pciClass.StartsWith("0x0c03", StringComparison.OrdinalIgnoreCase) => "USB controller",
        { Length: 8 } => pciClass[2..4] switch
        {
            "01" => "Storage controller",
            "02" => "Network controller",
            "03" => "Graphics controller",
            "04" => "Multimedia device",
            "05" => "Memory controller",
            "06" => "Bridge",
            "07" => "Communication controller",
            "08" => "System device",
            "0c" => "Serial bus controller",
            "12" => "Accelerator",
            _ => "PCI device",
        },
        _ => "PCI device",
    };

    private static string? Ids(NodeDeviceXml device) =>
        device is { VendorId: { } vendor, ProductId: { } product } ? $"({Bare(vendor)}:{Bare(product)})" : null;

    private static string Bare(string id) => id.StartsWith("0x", StringComparison.Ordinal) ? id[2..] : id;

    /// <summary>The speed of a link.</summary>
    public static string? Speed(int? megabits) => megabits is > 0 and var speed ? speed % 1000 == 0 ? $"{speed / 1000} Gbit/s" : $"{speed} Mbit/s" : null;

    private static string? Join(string with, params ReadOnlySpan<string?> parts)
    {
        var text = string.Join(with, parts.ToArray().Where(part => !string.IsNullOrWhiteSpace(part)));
        return text.Length > 0 ? text : null;
    }
}

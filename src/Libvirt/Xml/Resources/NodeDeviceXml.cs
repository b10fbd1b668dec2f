using System.Diagnostics.CodeAnalysis;
using System.Xml;
using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A device of a host. What it is stands in its capability; of the values below, those of other kinds are missing.</summary>
/// <seealso href="https://libvirt.org/formatnode.html"/>
public sealed partial class NodeDeviceXml(XElement element) : XmlView(element)
{
    private const string RootName = "device";

    /// <summary>Reads a <c>device</c> document.</summary>
    /// <exception cref="XmlException">It is refused by <see cref="SafeXml"/> or is no device of a host.</exception>
    public static NodeDeviceXml Parse(string xml) => new(SafeXml.ParseRoot(xml, RootName));

    /// <summary>As <see cref="Parse"/>, false instead of an exception, for text that may be missing.</summary>
    public static bool TryParse(string? xml, [NotNullWhen(true)] out NodeDeviceXml? view)
    {
        view = SafeXml.TryParseRoot(xml, RootName, out var root) ? new NodeDeviceXml(root) : null;
        return view is not null;
    }

    /// <summary>The name, unique on its host, such as <c>pci_0000_3b_00_0</c>.</summary>
    public string? Name => Get("name");

    /// <summary>Its place in sysfs.</summary>
    public string? SysfsPath => Get("path");

    /// <summary>The device it is connected to.</summary>
    public string? Parent => Get("parent");

    /// <summary>The kernel's driver.</summary>
    public string? Driver => Get("driver/name");

    /// <summary>Its files in <c>/dev</c>.</summary>
    public IReadOnlyList<string> DeviceNodes => Texts("devnode");

    /// <summary>What it is: <c>pci</c>, <c>usb_device</c>, <c>usb</c>, <c>net</c>, <c>storage</c>, <c>scsi_host</c>, <c>scsi</c>, <c>mdev</c>, <c>system</c>, <c>drm</c>, …</summary>
    public string? CapabilityType => Get("capability@type");

    /// <summary>What it can besides, such as being split into virtual functions.</summary>
    public IReadOnlyList<NodeSubCapabilityXml> SubCapabilities => Views("capability/capability", e => new NodeSubCapabilityXml(e));

    /// <summary>The maker's number, such as <c>0x8086</c>.</summary>
    public string? VendorId => Get("capability/vendor@id");

    /// <summary>The maker's name; of storage, what the device says; of the device <c>computer</c>, the host's.</summary>
    public string? VendorName =>
        (Get("capability/vendor") ?? Get("capability/hardware/vendor")) is { Length: > 0 } name ? name : null;

    /// <summary>The product's number.</summary>
    public string? ProductId => Get("capability/product@id");

    /// <summary>The product's name.</summary>
    public string? ProductName => Get("capability/product") is { Length: > 0 } name ? name : null;

    /// <summary>The class of a PCI device, such as <c>0x020000</c>.</summary>
    public string? PciClass => Get("capability/class");

    /// <summary>The address of a PCI device, such as <c>0000:3b:00.0</c>.</summary>
    public string? PciAddress => CapabilityType == "pci" && GetInt("capability/bus") is { } bus
        && GetInt("capability/slot") is { } slot && GetInt("capability/function") is { } function
        ? Xml.PciAddress.Format(GetInt("capability/domain") ?? 0, bus, slot, function) : null;

    /// <summary>The group of PCI devices that can only be given away together.</summary>
    public int? IommuGroup => GetInt("capability/iommuGroup@number");

    /// <summary>The NUMA node it is nearest to.</summary>
    public int? NumaNode => GetInt("capability/numa@node");

    /// <summary>The bus number of a USB device.</summary>
    public int? UsbBus => CapabilityType == "usb_device" ? GetInt("capability/bus") : null;

    /// <summary>The device number of a USB device on its bus.</summary>
    public int? UsbDevice => GetInt("capability/device");

    /// <summary>The name of a network device.</summary>
    public string? InterfaceName => Get("capability/interface");

    /// <summary>The MAC address of a network device.</summary>
    public string? MacAddress => Get("capability/address");

    /// <summary>The speed of a network device's link in Mbit/s.</summary>
    public int? LinkSpeed => GetInt("capability/link@speed");

    /// <summary>Whether a network device's link is <c>up</c> or <c>down</c>.</summary>
    public string? LinkState => Get("capability/link@state");

    /// <summary>The block device of storage.</summary>
    public string? BlockDevice => Get("capability/block");

    /// <summary>The kind of storage: <c>disk</c>, <c>cdrom</c>, <c>floppy</c>.</summary>
    public string? DriveType => Get("capability/drive_type");

    /// <summary>The bus of storage.</summary>
    public string? StorageBus => CapabilityType == "storage" ? Get("capability/bus") : null;

    /// <summary>The model of storage.</summary>
    public string? Model => Get("capability/model");

    /// <summary>The serial number of storage.</summary>
    public string? Serial => Get("capability/serial");

    /// <summary>The size of storage, or of the medium in it, in bytes.</summary>
    public long? SizeBytes => GetLong("capability/size") ?? SubCapabilities.FirstOrDefault(c => c.MediaSizeBytes is not null)?.MediaSizeBytes;

    /// <summary>The number of a SCSI host.</summary>
    public int? ScsiHost => CapabilityType == "scsi_host" ? GetInt("capability/host") : null;

    /// <summary>The kind of a mediated device.</summary>
    public string? MediatedType => CapabilityType == "mdev" ? Get("capability/type@id") : null;

    /// <summary>The version of the host's firmware, in the device <c>computer</c>.</summary>
    public string? FirmwareVersion => Get("capability/firmware/version");
}

using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A device of the host given to the guest.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#host-device-assignment"/>
public sealed partial class HostDeviceXml(XElement element) : DeviceXml(element)
{
    /// <summary><c>subsystem</c> (virtual machines) or <c>capabilities</c> (containers).</summary>
    public string? Mode { get => Get("@mode"); set => Set("@mode", value); }

    /// <summary>The bus: <c>usb</c>, <c>pci</c>, <c>mdev</c>, <c>scsi</c>, <c>scsi_host</c>; in containers <c>storage</c>, <c>misc</c>, <c>net</c>.</summary>
    public string? Type { get => Get("@type"); set => Set("@type", value); }

    /// <summary>Whether libvirt takes a PCI device from the host's driver at a start and gives it back.</summary>
    public bool? Managed { get => GetYesNo("@managed"); set => SetYesNo("@managed", value); }

    /// <summary>The driver interface of a mediated device: <c>vfio-pci</c>, <c>vfio-ccw</c>, <c>vfio-ap</c>.</summary>
    public string? Model { get => Get("@model"); set => Set("@model", value); }

    /// <summary>The driver that gives a PCI device to the guest: <c>vfio</c>, <c>xen</c>.</summary>
    public string? DriverName { get => Get("driver@name"); set => Set("driver@name", value); }

    /// <summary>A USB device's maker, such as <c>0x046d</c>.</summary>
    public string? VendorId { get => Get("source/vendor@id"); set => Set("source/vendor@id", value); }

    /// <summary>A USB device's product, such as <c>0xc52b</c>.</summary>
    public string? ProductId { get => Get("source/product@id"); set => Set("source/product@id", value); }

    /// <summary>The bus that a USB device is asked for at.</summary>
    public int? UsbBus => Type == "usb" ? SourceAddress.Bus : null;

    /// <summary>Its number on that bus, which each plugging in changes.</summary>
    public int? UsbDevice => Type == "usb" ? SourceAddress.Device : null;

    /// <summary>A PCI device's address, such as <c>0000:3b:00.0</c>.</summary>
    public string? PciAddress => Xml.PciAddress.Read(Element.Element("source")?.Element("address"));

    /// <summary>Where a SCSI device is on that adapter: the bus.</summary>
    public int? ScsiBus => Type == "scsi" ? SourceAddress.Bus : null;

    /// <summary>Its target on that bus.</summary>
    public int? ScsiTarget => Type == "scsi" ? SourceAddress.Target : null;

    /// <summary>Its unit (LUN) of that target.</summary>
    public long? ScsiUnit => Type == "scsi" ? SourceAddress.Unit : null;

    /// <summary>The target and unit on a server, of a SCSI device by iSCSI: <c>iqn.2014-07.com.example:pool/1</c>.</summary>
    public string? SourceName { get => Get("source@name"); set => Set("source@name", value); }

    /// <summary>The servers of such a target.</summary>
    public XmlList<NetworkHostXml> SourceHosts => Views("source/host", e => new NetworkHostXml(e));

    /// <summary>The block device, character device or network device given to a container.</summary>
    public string? SourcePath => BlockDevice ?? CharacterDevice ?? NetworkDevice;

    /// <summary>What happens when a USB device is missing at a start: <c>mandatory</c>, <c>requisite</c>, <c>optional</c>.</summary>
    public string? StartupPolicy { get => Get("source@startupPolicy"); set => Set("source@startupPolicy", value); }

    /// <summary>Whether the guest cannot write to a SCSI device.</summary>
    public bool ReadOnly { get => Has("readonly"); set => SetHas("readonly", value); }

    /// <summary>Whether several domains may have a SCSI device at once.</summary>
    public bool Shareable { get => Has("shareable"); set => SetHas("shareable", value); }

    /// <summary>Whether a mediated graphics card can be seen on a display.</summary>
    public bool? Display { get => GetOnOff("@display"); set => SetOnOff("@display", value); }

    /// <summary>Whether that display shows something before the guest's driver does.</summary>
    public bool? RamFramebuffer { get => GetOnOff("@ramfb"); set => SetOnOff("@ramfb", value); }

    /// <summary>Whether the process may send any SCSI command.</summary>
    public bool? RawIo { get => GetYesNo("@rawio"); set => SetYesNo("@rawio", value); }

    /// <summary>Which SCSI commands of the guest are let through: <c>filtered</c> or <c>unfiltered</c>.</summary>
    public string? ScsiCommands { get => Get("@sgio"); set => Set("@sgio", value); }

    /// <summary>Its option ROM.</summary>
    public RomXml Rom => new(this, "rom");

    /// <summary>Its part in a bond that outlasts a migration.</summary>
    public TeamingXml Teaming => new(this, "teaming");

    /// <summary>Addresses of a network device given to a container.</summary>
    public XmlList<InterfaceIpXml> Ips => Views("ip", e => new InterfaceIpXml(e));

    /// <summary>Routes through it.</summary>
    public XmlList<NetworkRouteXml> Routes => Views("route", e => new NetworkRouteXml(e));
}

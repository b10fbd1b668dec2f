using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A device of the host given to the guest.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#host-device-assignment"/>
public sealed class HostDeviceXml(XElement element) : DeviceXml(element)
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
    public int? UsbBus => Type == "usb" ? GetInt("source/address@bus") : null;

    /// <summary>Its number on that bus, which each plugging in changes.</summary>
    public int? UsbDevice => Type == "usb" ? GetInt("source/address@device") : null;

    /// <summary>A PCI device's address, such as <c>0000:3b:00.0</c>.</summary>
    public string? PciAddress => Xml.PciAddress.Read(Element.Element("source")?.Element("address"));

    /// <summary>A mediated device's UUID.</summary>
    public Guid? MediatedUuid { get => GetUuid("source/address@uuid"); set => SetUuid("source/address@uuid", value); }

    /// <summary>The host's SCSI adapter, such as <c>scsi_host0</c>.</summary>
    public string? AdapterName { get => Get("source/adapter@name"); set => Set("source/adapter@name", value); }

    /// <summary>Where a SCSI device is on that adapter: the bus.</summary>
    public int? ScsiBus => Type == "scsi" ? GetInt("source/address@bus") : null;

    /// <summary>Its target on that bus.</summary>
    public int? ScsiTarget => Type == "scsi" ? GetInt("source/address@target") : null;

    /// <summary>Its unit (LUN) of that target.</summary>
    public long? ScsiUnit => Type == "scsi" ? GetLong("source/address@unit") : null;

    /// <summary>The World Wide Port Name of a SCSI controller, such as <c>naa.5123456789abcde0</c>.</summary>
    public string? WorldWidePortName => Get("source@wwpn");

    /// <summary>The target and unit on a server, of a SCSI device by iSCSI: <c>iqn.2014-07.com.example:pool/1</c>.</summary>
    public string? SourceName => Get("source@name");

    /// <summary>The servers of such a target.</summary>
    public XmlList<NetworkHostXml> SourceHosts => Views("source/host", e => new NetworkHostXml(e));

    /// <summary>The block device, character device or network device given to a container.</summary>
    public string? SourcePath => Get("source/block") ?? Get("source/char") ?? Get("source/interface");

    /// <summary>What happens when a USB device is missing at a start: <c>mandatory</c>, <c>requisite</c>, <c>optional</c>.</summary>
    public string? StartupPolicy { get => Get("source@startupPolicy"); set => Set("source@startupPolicy", value); }
}

namespace Libvirt.Xml;

/// <summary>Where a device is: its place on a bus of the guest, or of the host where it stands below a source. What there is depends on <see cref="Type"/>; <see cref="DeviceAddress"/> has what belongs together.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#device-addresses"/>
public sealed class DeviceAddressXml : XmlView
{
    internal DeviceAddressXml(XmlView whole, XmlPath at) : base(whole, at) { }

    /// <summary>The kind of bus: <c>pci</c>, <c>drive</c>, <c>virtio-serial</c>, <c>ccid</c>, <c>usb</c>, <c>spapr-vio</c>, <c>ccw</c>, <c>virtio-mmio</c>, <c>isa</c>, <c>dimm</c>, <c>unassigned</c>.</summary>
    public string? Type { get => Get("@type"); set => Set("@type", value); }

    /// <summary>The PCI domain.</summary>
    public int? Domain { get => GetEither("@domain"); set => SetEither("@domain", value, 4); }

    /// <summary>The bus, of types <c>pci</c>, <c>drive</c>, <c>usb</c>, <c>virtio-serial</c>.</summary>
    public int? Bus { get => GetEither("@bus"); set => SetEither("@bus", value, HexDigits); }

    /// <summary>The slot on a PCI bus, of a smart card reader or for a memory module.</summary>
    public int? Slot { get => GetEither("@slot"); set => SetEither("@slot", value, HexDigits); }

    /// <summary>The function in a PCI slot.</summary>
    public int? Function { get => GetEither("@function"); set => SetEither("@function", value, 1); }

    /// <summary>Whether the PCI slot has more functions than the first.</summary>
    public bool? MultiFunction { get => GetOnOff("@multifunction"); set => SetOnOff("@multifunction", value); }

    /// <summary>The number by which a guest on s390 knows a PCI function.</summary>
    public int? ZpciUid { get => GetEither("zpci@uid"); set => SetEither("zpci@uid", value, 4); }

    /// <summary>The number by which a host on s390 knows a PCI function.</summary>
    public int? ZpciFid { get => GetEither("zpci@fid"); set => SetEither("zpci@fid", value, 8); }

    /// <summary>The controller's number, of types <c>drive</c>, <c>virtio-serial</c>, <c>ccid</c>.</summary>
    public int? Controller { get => GetInt("@controller"); set => SetNumber("@controller", value); }

    /// <summary>The target on a SCSI bus.</summary>
    public int? Target { get => GetInt("@target"); set => SetNumber("@target", value); }

    /// <summary>The unit (LUN) of a target.</summary>
    public long? Unit { get => GetLong("@unit"); set => SetNumber("@unit", value); }

    /// <summary>The port; of USB with those of the hubs before it, such as <c>1.2</c>.</summary>
    public string? Port { get => Get("@port"); set => Set("@port", value); }

    /// <summary>The number on a USB bus of the host, which each plugging in changes.</summary>
    public int? Device { get => GetInt("@device"); set => SetNumber("@device", value); }

    /// <summary>The UUID of a mediated device of the host.</summary>
    public Guid? Uuid { get => GetUuid("@uuid"); set => SetUuid("@uuid", value); }

    /// <summary>The channel subsystem, of type <c>ccw</c>.</summary>
    public int? CssId { get => GetEither("@cssid"); set => SetEither("@cssid", value, 2); }

    /// <summary>The set of subchannels, of type <c>ccw</c>.</summary>
    public int? SsId { get => GetEither("@ssid"); set => SetEither("@ssid", value, 1); }

    /// <summary>The device's number, of type <c>ccw</c>.</summary>
    public int? DevNo { get => GetEither("@devno"); set => SetEither("@devno", value, 4); }

    /// <summary>The first I/O port, of type <c>isa</c>.</summary>
    public long? IoBase { get => GetHex("@iobase"); set => SetHex("@iobase", value); }

    /// <summary>The interrupt, of type <c>isa</c>.</summary>
    public long? Irq { get => GetHex("@irq"); set => SetHex("@irq", value); }

    /// <summary>The register, of type <c>spapr-vio</c>.</summary>
    public long? Reg { get => GetHex("@reg"); set => SetHex("@reg", value); }

    /// <summary>The first address in the guest's memory, of type <c>dimm</c>.</summary>
    public long? Base { get => GetHex("@base"); set => SetHex("@base", value); }

    // libvirt writes a PCI address in hexadecimal, others in decimal.
    private int HexDigits => Type == "pci" ? 2 : 0;
}

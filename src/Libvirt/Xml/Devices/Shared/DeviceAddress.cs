using System.Globalization;

namespace Libvirt.Xml;

/// <summary>A place on a bus: a kind of bus, and what that kind needs. For <see cref="DeviceXml.SetAddress"/>.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#device-addresses"/>
public sealed record DeviceAddress
{
    private DeviceAddress(string type) => Type = type;

    /// <summary>As <see cref="DeviceAddressXml.Type"/>.</summary>
    public string Type { get; }

    private int? Domain { get; init; }
    private int? Bus { get; init; }
    private int? Slot { get; init; }
    private int? Function { get; init; }
    private bool? MultiFunction { get; init; }
    private int? ZpciUid { get; init; }
    private int? ZpciFid { get; init; }
    private int? Controller { get; init; }
    private int? Target { get; init; }
    private long? Unit { get; init; }
    private string? Port { get; init; }
    private int? CssId { get; init; }
    private int? SsId { get; init; }
    private int? DevNo { get; init; }
    private long? IoBase { get; init; }
    private long? Irq { get; init; }
    private long? Reg { get; init; }
    private long? Base { get; init; }

    /// <summary>A function of a PCI device; on s390 also with the numbers that guest and host know it by.</summary>
    public static DeviceAddress Pci(int domain, int bus, int slot, int function, bool? multiFunction = null, int? zpciUid = null, int? zpciFid = null) =>
        new("pci") { Domain = domain, Bus = bus, Slot = slot, Function = function, MultiFunction = multiFunction, ZpciUid = zpciUid, ZpciFid = zpciFid };

    /// <summary>A place for a disk on an IDE, SATA, SCSI or floppy controller.</summary>
    public static DeviceAddress Drive(int controller, int bus, int target, long unit) => new("drive") { Controller = controller, Bus = bus, Target = target, Unit = unit };

    /// <summary>A port of a virtio-serial controller.</summary>
    public static DeviceAddress VirtioSerial(int controller, int bus, int port) => new("virtio-serial") { Controller = controller, Bus = bus, Port = port.ToString(CultureInfo.InvariantCulture) };

    /// <summary>A slot of a reader of smart cards.</summary>
    public static DeviceAddress Ccid(int controller, int slot) => new("ccid") { Controller = controller, Slot = slot };

    /// <summary>A USB port, such as <c>1</c>, or <c>1.2</c> behind a hub.</summary>
    public static DeviceAddress Usb(int bus, string port) => new("usb") { Bus = bus, Port = port };

    /// <summary>A register of a pSeries machine.</summary>
    public static DeviceAddress SpaprVio(long reg) => new("spapr-vio") { Reg = reg };

    /// <summary>A device on s390 by its channel subsystem, set of subchannels and number.</summary>
    public static DeviceAddress Ccw(int cssId, int ssId, int devNo) => new("ccw") { CssId = cssId, SsId = ssId, DevNo = devNo };

    /// <summary>Memory-mapped virtio, on machines without PCI.</summary>
    public static DeviceAddress VirtioMmio() => new("virtio-mmio");

    /// <summary>An I/O port and interrupt of an ISA device.</summary>
    public static DeviceAddress Isa(long? ioBase, long? irq) => new("isa") { IoBase = ioBase, Irq = irq };

    /// <summary>A slot for a memory module, and where its memory begins.</summary>
    public static DeviceAddress Dimm(int slot, long? memoryBase = null) => new("dimm") { Slot = slot, Base = memoryBase };

    /// <summary>No place: the guest doesn't see a device of the host that libvirt only takes from it.</summary>
    public static DeviceAddress Unassigned() => new("unassigned");

    /// <summary>The present address; null where there is none.</summary>
    internal static DeviceAddress? Of(DeviceAddressXml at) => at.Type is null ? null : new(at.Type)
    {
        Domain = at.Domain, Bus = at.Bus, Slot = at.Slot, Function = at.Function, MultiFunction = at.MultiFunction, ZpciUid = at.ZpciUid, ZpciFid = at.ZpciFid,
        Controller = at.Controller, Target = at.Target, Unit = at.Unit, Port = at.Port, CssId = at.CssId, SsId = at.SsId, DevNo = at.DevNo,
        IoBase = at.IoBase, Irq = at.Irq, Reg = at.Reg, Base = at.Base,
    };

    internal void Write(DeviceAddressXml at)
    {
        at.Type = Type;
        // In libvirt's own order.
        (at.Domain, at.Controller, at.Bus, at.Slot, at.Function, at.MultiFunction) = (Domain, Controller, Bus, Slot, Function, MultiFunction);
        (at.ZpciUid, at.ZpciFid, at.Target, at.Unit, at.Port) = (ZpciUid, ZpciFid, Target, Unit, Port);
        (at.CssId, at.SsId, at.DevNo) = (CssId, SsId, DevNo);
        (at.IoBase, at.Irq, at.Reg, at.Base) = (IoBase, Irq, Reg, Base);
    }
}

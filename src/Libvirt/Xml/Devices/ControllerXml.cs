using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A controller that other devices are connected to.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#controllers"/>
public sealed class ControllerXml(XElement element) : DeviceXml(element)
{
    /// <summary>What for: <c>usb</c>, <c>scsi</c>, <c>sata</c>, <c>ide</c>, <c>pci</c>, <c>virtio-serial</c>, …</summary>
    public string? Type { get => Get("@type"); set => Set("@type", value); }

    /// <summary>Its number among its type.</summary>
    public int? Index { get => GetInt("@index"); set => SetNumber("@index", value); }

    /// <summary>The model, such as <c>qemu-xhci</c>, <c>virtio-scsi</c>, <c>pcie-root-port</c>.</summary>
    public string? Model { get => Get("@model"); set => Set("@model", value); }

    /// <summary>How many ports a USB or virtio-serial controller has.</summary>
    public int? Ports { get => GetInt("@ports"); set => SetNumber("@ports", value); }

    /// <summary>How many queues a virtio-scsi controller has.</summary>
    public int? Queues { get => GetInt("driver@queues"); set => SetNumber("driver@queues", value); }

    /// <summary>The I/O thread that serves it, from 1.</summary>
    public int? IoThread { get => GetInt("driver@iothread"); set => SetNumber("driver@iothread", value); }

    /// <summary>Options that all virtio devices have.</summary>
    public VirtioOptionsXml VirtioOptions => new(this, "driver");

    /// <summary>How many interrupts a virtio-serial controller has.</summary>
    public int? Vectors { get => GetInt("@vectors"); set => SetNumber("@vectors", value); }

    /// <summary>Whether requests of a virtio-scsi controller are handled outside the vCPU's thread; null for QEMU's own.</summary>
    public bool? IoEventFd { get => GetOnOff("driver@ioeventfd"); set => SetOnOff("driver@ioeventfd", value); }

    /// <summary>How many commands a disk of a virtio-scsi controller takes at a time.</summary>
    public int? CommandsPerUnit { get => GetInt("driver@cmd_per_lun"); set => SetNumber("driver@cmd_per_lun", value); }

    /// <summary>The most of a disk that one command moves, in sectors of 512 bytes.</summary>
    public int? MaxSectors { get => GetInt("driver@max_sectors"); set => SetNumber("driver@max_sectors", value); }

    /// <summary>The first port of the master that an older USB controller has.</summary>
    public int? MasterStartPort { get => GetInt("master@startport"); set => SetNumber("master@startport", value); }

    /// <summary>The device that a PCI controller is, such as <c>ioh3420</c>; libvirt chooses it.</summary>
    public string? ModelName { get => Get("model@name"); set => Set("model@name", value); }

    /// <summary>How much room there is for devices above 4 GiB, of a PCI root.</summary>
    public long? PciHole64Bytes { get => GetBytes("pcihole64", "KiB"); set => SetBytes("pcihole64", value, "KiB"); }

    /// <summary>The number of a PCI bridge; libvirt chooses it.</summary>
    public int? TargetChassisNumber { get => GetEither("target@chassisNr"); set => SetEither("target@chassisNr", value, 0); }

    /// <summary>The chassis of a PCIe port; libvirt chooses it.</summary>
    public int? TargetChassis { get => GetEither("target@chassis"); set => SetEither("target@chassis", value, 0); }

    /// <summary>The port's number of a PCIe port; libvirt chooses it.</summary>
    public int? TargetPort { get => GetEither("target@port"); set => SetEither("target@port", value, 2); }

    /// <summary>The first bus of an expander bus.</summary>
    public int? TargetBusNumber { get => GetEither("target@busNr"); set => SetEither("target@busNr", value, 0); }

    /// <summary>Which of a pSeries machine's PCI roots it is.</summary>
    public int? TargetIndex { get => GetEither("target@index"); set => SetEither("target@index", value, 0); }

    /// <summary>Whether devices can be added to a PCIe port while the guest runs.</summary>
    public bool? TargetHotplug { get => GetOnOff("target@hotplug"); set => SetOnOff("target@hotplug", value); }

    /// <summary>The guest's NUMA node that an expander bus or PCI root belongs to.</summary>
    public int? TargetNode { get => GetInt("target/node"); set => SetNumber("target/node", value); }

    /// <summary>The most grant frames, of Xen.</summary>
    public int? MaxGrantFrames { get => GetInt("@maxGrantFrames"); set => SetNumber("@maxGrantFrames", value); }

    /// <summary>The most event channels, of Xen.</summary>
    public int? MaxEventChannels { get => GetInt("@maxEventChannels"); set => SetNumber("@maxEventChannels", value); }
}

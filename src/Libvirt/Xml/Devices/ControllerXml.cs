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
}

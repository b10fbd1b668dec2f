namespace Libvirt.Xml;

/// <summary>Options of a device's driver that all virtio devices have.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#virtio-related-options"/>
public sealed class VirtioOptionsXml : XmlView
{
    internal VirtioOptionsXml(XmlView whole, XmlPath at) : base(whole, at) { }

    /// <summary>Whether the device goes through the guest's IOMMU; null for QEMU's own.</summary>
    public bool? Iommu { get => GetOnOff("@iommu"); set => SetOnOff("@iommu", value); }

    /// <summary>Whether it can keep translated addresses (PCI's address translation service); null for QEMU's own.</summary>
    public bool? Ats { get => GetOnOff("@ats"); set => SetOnOff("@ats", value); }

    /// <summary>Whether its queues are packed; null for QEMU's own.</summary>
    public bool? Packed { get => GetOnOff("@packed"); set => SetOnOff("@packed", value); }

    /// <summary>Whether each queue is notified on a page of its own; null for QEMU's own.</summary>
    public bool? PagePerQueue { get => GetOnOff("@page_per_vq"); set => SetOnOff("@page_per_vq", value); }
}

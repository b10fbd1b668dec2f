using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>An IOMMU that the guest sees.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#iommu-devices"/>
public sealed class IommuXml(XElement element) : DeviceXml(element)
{
    /// <summary>The model: <c>intel</c>, <c>smmuv3</c>, <c>virtio</c>, <c>amd</c>.</summary>
    public string? Model { get => Get("@model"); set => Set("@model", value); }

    /// <summary>Whether it remaps interrupts.</summary>
    public bool? InterruptRemapping { get => GetOnOff("driver@intremap"); set => SetOnOff("driver@intremap", value); }

    /// <summary>Whether devices of the host can be given to the guest behind it (caching mode).</summary>
    public bool? CachingMode { get => GetOnOff("driver@caching_mode"); set => SetOnOff("driver@caching_mode", value); }

    /// <summary>Whether interrupts can go to more than 255 CPUs.</summary>
    public bool? ExtendedInterrupts { get => GetOnOff("driver@eim"); set => SetOnOff("driver@eim", value); }

    /// <summary>Whether devices can keep translated addresses.</summary>
    public bool? DeviceIoTlb { get => GetOnOff("driver@iotlb"); set => SetOnOff("driver@iotlb", value); }

    /// <summary>How many bits the addresses have that it translates.</summary>
    public int? AddressBits { get => GetInt("driver@aw_bits"); set => SetNumber("driver@aw_bits", value); }
}

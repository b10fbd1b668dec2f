using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A kind of mediated device that a host's device can be divided into.</summary>
/// <seealso href="https://libvirt.org/formatnode.html"/>
public sealed class NodeMediatedTypeXml(XElement element) : XmlView(element)
{
    /// <summary>The driver's name for it, such as <c>nvidia-11</c>.</summary>
    public string? Id => Get("@id");

    /// <summary>What people call it, such as <c>GRID M60-0B</c>.</summary>
    public string? Name => Get("name");

    /// <summary>How domains are given it: <c>vfio-pci</c>, <c>vfio-ccw</c>, <c>vfio-ap</c>.</summary>
    public string? DeviceApi => Get("deviceAPI");

    /// <summary>How many more of it can be made.</summary>
    public int? AvailableInstances => GetInt("availableInstances");
}

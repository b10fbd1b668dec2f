using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>The base label of a kind of guest.</summary>
/// <seealso href="https://libvirt.org/formatcaps.html"/>
public sealed class BaseLabelXml(XElement element) : XmlView(element)
{
    /// <summary>The kind of guest: <c>kvm</c>, <c>qemu</c>, <c>lxc</c>.</summary>
    public string? Type => Get("@type");

    /// <summary>The label.</summary>
    public string? Label => Element.Value;
}

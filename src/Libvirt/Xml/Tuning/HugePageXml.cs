using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>Huge pages for some of the guest's NUMA nodes.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#memory-backing"/>
public sealed class HugePageXml(XElement element) : XmlView(element)
{
    /// <summary>The size of a page in bytes.</summary>
    public long? SizeBytes { get => GetBytes("@size", "KiB"); set => SetBytes("@size", value, "KiB"); }

    /// <summary>The guest's nodes, such as <c>0-3,^2</c>; null for all.</summary>
    public string? NodeSet { get => Get("@nodeset"); set => Set("@nodeset", value); }
}

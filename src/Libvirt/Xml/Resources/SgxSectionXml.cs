using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>The memory for enclaves on one NUMA node.</summary>
/// <seealso href="https://libvirt.org/formatdomaincaps.html"/>
public sealed class SgxSectionXml(XElement element) : XmlView(element)
{
    /// <summary>The node's number.</summary>
    public int? Node => GetInt("@node");

    /// <summary>Its size in bytes.</summary>
    public long? SizeBytes => XmlUnits.ToBytes(Get("@size"), Get("@unit") ?? "KiB");
}

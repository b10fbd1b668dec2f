using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>Where the memory of one of the guest's NUMA nodes comes from.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#numa-node-tuning"/>
public sealed class MemoryNodeXml(XElement element) : XmlView(element)
{
    /// <summary>The guest's node, <see cref="NumaCellXml.Id"/>.</summary>
    public int? Cell { get => GetInt("@cellid"); set => SetNumber("@cellid", value); }

    /// <summary>How it is taken: <c>strict</c>, <c>preferred</c>, <c>interleave</c>, <c>restrictive</c>.</summary>
    public string? Mode { get => Get("@mode"); set => Set("@mode", value); }

    /// <summary>The host's NUMA nodes, such as <c>0-3,^2</c>.</summary>
    public string? NodeSet { get => Get("@nodeset"); set => Set("@nodeset", value); }
}

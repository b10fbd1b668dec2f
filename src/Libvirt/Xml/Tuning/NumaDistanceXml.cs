using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>How far it is from a NUMA node of the guest to another.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#cpu-model-and-topology"/>
public sealed class NumaDistanceXml(XElement element) : XmlView(element)
{
    /// <summary>The other node's number.</summary>
    public int? Id { get => GetInt("@id"); set => SetNumber("@id", value); }

    /// <summary>The distance: 10 to itself, 20 for twice as far, up to 255.</summary>
    public int? Value { get => GetInt("@value"); set => SetNumber("@value", value); }
}

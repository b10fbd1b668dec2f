using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A kind of port of a virtual network.</summary>
/// <seealso href="https://libvirt.org/formatnetwork.html#portgroups"/>
public sealed class PortGroupXml(XElement element) : XmlView(element)
{
    /// <summary>Its name.</summary>
    public string? Name => Get("@name");

    /// <summary>Whether a machine gets it that asks for none.</summary>
    public bool? IsDefault => GetYesNo("@default");

    /// <summary>The kind of switch port.</summary>
    public string? VirtualPortType => Get("virtualport@type");

    /// <summary>Whether it carries several VLANs.</summary>
    public bool? VlanTrunk => GetYesNo("vlan@trunk");

    /// <summary>Its VLANs.</summary>
    public IReadOnlyList<string> VlanTags => GetAll("vlan/tag@id");
}

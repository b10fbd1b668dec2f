using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A kind of port of a virtual network.</summary>
/// <seealso href="https://libvirt.org/formatnetwork.html#portgroups"/>
public sealed class PortGroupXml(XElement element) : XmlView(element)
{
    /// <summary>Its name.</summary>
    public string? Name { get => Get("@name"); set => Set("@name", value); }

    /// <summary>Whether a machine gets it that asks for none.</summary>
    public bool? IsDefault { get => GetYesNo("@default"); set => SetYesNo("@default", value); }

    /// <summary>The kind of switch port.</summary>
    public string? VirtualPortType { get => Get("virtualport@type"); set => Set("virtualport@type", value); }

    /// <summary>Whether it carries several VLANs.</summary>
    public bool? VlanTrunk { get => GetYesNo("vlan@trunk"); set => SetYesNo("vlan@trunk", value); }

    /// <summary>Its VLANs.</summary>
    public XmlTexts VlanTags => Texts("vlan/tag@id");
}

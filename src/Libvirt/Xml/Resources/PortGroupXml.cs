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

    /// <summary>The switch port that its cards are connected to.</summary>
    public VirtualPortXml VirtualPort => new(this, "virtualport");

    /// <summary>The rates of each of its ports.</summary>
    public BandwidthXml Bandwidth => new(this, "bandwidth");

    /// <summary>Whether it carries several VLANs.</summary>
    public bool VlanTrunk { get => GetYes("vlan@trunk"); set => SetYes("vlan@trunk", value); }

    /// <summary>Its VLANs.</summary>
    public XmlTexts VlanTags => Texts("vlan/tag@id");
}

using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A route through a gateway inside a virtual network.</summary>
/// <seealso href="https://libvirt.org/formatnetwork.html#static-routes"/>
public sealed class NetworkRouteXml(XElement element) : XmlView(element)
{
    /// <summary><c>ipv4</c> (also when missing) or <c>ipv6</c>.</summary>
    public string? Family => Get("@family");

    /// <summary>The network reached.</summary>
    public string? Address => Get("@address");

    /// <summary>The length of its prefix.</summary>
    public int? Prefix => GetInt("@prefix");

    /// <summary>Its mask, in the older form.</summary>
    public string? Netmask => Get("@netmask");

    /// <summary>The gateway.</summary>
    public string? Gateway => Get("@gateway");
}

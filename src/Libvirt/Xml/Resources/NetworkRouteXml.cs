using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A route through a gateway: inside a virtual network, or of a network card.</summary>
/// <seealso href="https://libvirt.org/formatnetwork.html#static-routes"/>
public sealed class NetworkRouteXml(XElement element) : XmlView(element)
{
    /// <summary><c>ipv4</c> (also when missing) or <c>ipv6</c>.</summary>
    public string? Family { get => Get("@family"); set => Set("@family", value); }

    /// <summary>The network reached.</summary>
    public string? Address { get => Get("@address"); set => Set("@address", value); }

    /// <summary>The length of its prefix.</summary>
    public int? Prefix { get => GetInt("@prefix"); set => SetNumber("@prefix", value); }

    /// <summary>Its mask, in the older form.</summary>
    public string? Netmask { get => Get("@netmask"); set => Set("@netmask", value); }

    /// <summary>The gateway.</summary>
    public string? Gateway { get => Get("@gateway"); set => Set("@gateway", value); }

    /// <summary>Its cost against others to the same network; null for the system's own.</summary>
    public long? Metric { get => GetLong("@metric"); set => SetNumber("@metric", value); }
}

using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>An address of a network interface.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#ip-configuration"/>
public sealed class InterfaceIpXml(XElement element) : XmlView(element)
{
    /// <summary><c>ipv4</c> (also when missing) or <c>ipv6</c>.</summary>
    public string? Family { get => Get("@family"); set => Set("@family", value); }

    /// <summary>The address.</summary>
    public string? Address { get => Get("@address"); set => Set("@address", value); }

    /// <summary>The length of its network's prefix.</summary>
    public int? Prefix { get => GetInt("@prefix"); set => SetNumber("@prefix", value); }

    /// <summary>The address at the other end, of a connection of two.</summary>
    public string? Peer { get => Get("@peer"); set => Set("@peer", value); }
}

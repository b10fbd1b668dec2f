using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>An address of a virtual network on its bridge.</summary>
/// <seealso href="https://libvirt.org/formatnetwork.html#addressing"/>
public sealed class NetworkIpXml(XElement element) : XmlView(element)
{
    /// <summary><c>ipv4</c> (also when missing) or <c>ipv6</c>.</summary>
    public string? Family => Get("@family");

    /// <summary>The host's address in the network.</summary>
    public string? Address => Get("@address");

    /// <summary>The mask, in the older form.</summary>
    public string? Netmask => Get("@netmask");

    /// <summary>The length of the prefix.</summary>
    public int? Prefix => GetInt("@prefix");

    /// <summary>The directory served by TFTP, for a boot from the network.</summary>
    public string? TftpRoot => Get("tftp@root");

    /// <summary>The file to boot that DHCP names.</summary>
    public string? BootFile => Get("dhcp/bootp@file");

    /// <summary>Addresses given out.</summary>
    public IReadOnlyList<DhcpRangeXml> DhcpRanges => Views("dhcp/range", e => new DhcpRangeXml(e));

    /// <summary>Addresses kept for certain machines.</summary>
    public IReadOnlyList<DhcpHostXml> DhcpHosts => Views("dhcp/host", e => new DhcpHostXml(e));

    /// <summary>Whether the network gives out addresses.</summary>
    public bool HasDhcp => Has("dhcp");
}

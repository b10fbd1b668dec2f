using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>An address of a virtual network on its bridge.</summary>
/// <seealso href="https://libvirt.org/formatnetwork.html#addressing"/>
public sealed class NetworkIpXml(XElement element) : XmlView(element)
{
    /// <summary><c>ipv4</c> (also when missing) or <c>ipv6</c>.</summary>
    public string? Family { get => Get("@family"); set => Set("@family", value); }

    /// <summary>The host's address in the network.</summary>
    public string? Address { get => Get("@address"); set => Set("@address", value); }

    /// <summary>The mask, in the older form.</summary>
    public string? Netmask { get => Get("@netmask"); set => Set("@netmask", value); }

    /// <summary>The length of the prefix.</summary>
    public int? Prefix { get => GetInt("@prefix"); set => SetNumber("@prefix", value); }

    /// <summary>The directory served by TFTP, for a boot from the network.</summary>
    public string? TftpRoot { get => Get("tftp@root"); set => Set("tftp@root", value); }

    /// <summary>The file to boot that DHCP names.</summary>
    public string? BootFile { get => Get("dhcp/bootp@file"); set => Set("dhcp/bootp@file", value); }

    /// <summary>Addresses given out.</summary>
    public XmlList<DhcpRangeXml> DhcpRanges => Views("dhcp/range", e => new DhcpRangeXml(e));

    /// <summary>Addresses kept for certain machines.</summary>
    public XmlList<DhcpHostXml> DhcpHosts => Views("dhcp/host", e => new DhcpHostXml(e));

    /// <summary>Whether the network gives out addresses.</summary>
    public bool HasDhcp => Has("dhcp");
}

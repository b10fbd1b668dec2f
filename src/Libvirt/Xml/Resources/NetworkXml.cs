using System.Diagnostics.CodeAnalysis;
using System.Xml;
using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>The definition of a virtual network.</summary>
/// <seealso href="https://libvirt.org/formatnetwork.html"/>
public sealed class NetworkXml(XElement element) : XmlView(element)
{
    private const string RootName = "network";

    /// <summary>Reads a <c>network</c> document.</summary>
    /// <exception cref="XmlException">It is refused by <see cref="SafeXml"/> or is no network.</exception>
    public static NetworkXml Parse(string xml) => new(SafeXml.ParseRoot(xml, RootName));

    /// <summary>As <see cref="Parse"/>, false instead of an exception, for text that may be missing.</summary>
    public static bool TryParse(string? xml, [NotNullWhen(true)] out NetworkXml? view)
    {
        view = SafeXml.TryParseRoot(xml, RootName, out var root) ? new NetworkXml(root) : null;
        return view is not null;
    }

    /// <summary>The name, unique on its host.</summary>
    public string? Name => Get("name");

    /// <summary>What identifies the network for good.</summary>
    public Guid? Uuid => GetUuid("uuid");

    /// <summary>A short line for people; libvirt 9.7 and newer.</summary>
    public string? Title => Get("title");

    /// <summary>Free text for people; libvirt 9.7 and newer.</summary>
    public string? Description => Get("description");

    /// <summary>How packets leave: <c>nat</c>, <c>route</c>, <c>open</c>, <c>bridge</c>, <c>private</c>, <c>vepa</c>, <c>passthrough</c>, <c>hostdev</c>. None: they do not.</summary>
    public string? ForwardMode => Get("forward@mode") ?? (Has("forward") ? "nat" : null);

    /// <summary>The only host device packets may leave through.</summary>
    public string? ForwardDevice => Get("forward@dev");

    /// <summary>The host devices from which machines get one, of the modes that share some.</summary>
    public IReadOnlyList<string> ForwardInterfaces => GetAll("forward/interface@dev");

    /// <summary>The card whose virtual functions machines get, of mode <c>hostdev</c>.</summary>
    public string? ForwardPhysicalFunction => Get("forward/pf@dev");

    /// <summary>PCI addresses of what machines get, of mode <c>hostdev</c>.</summary>
    public IReadOnlyList<string> ForwardPciAddresses => [.. Element.Elements("forward").Elements("address").Select(PciAddress.Read).OfType<string>()];

    /// <summary>The first address packets leave with, of mode <c>nat</c>.</summary>
    public string? NatAddressStart => Get("forward/nat/address@start");

    /// <summary>The last of these.</summary>
    public string? NatAddressEnd => Get("forward/nat/address@end");

    /// <summary>The first port of these.</summary>
    public int? NatPortStart => GetInt("forward/nat/port@start");

    /// <summary>The last of these.</summary>
    public int? NatPortEnd => GetInt("forward/nat/port@end");

    /// <summary>Whether IPv6 is translated too.</summary>
    public bool? NatIpv6 => GetYesNo("forward/nat@ipv6");

    /// <summary>The bridge on the host.</summary>
    public string? Bridge => Get("bridge@name");

    /// <summary>Whether the bridge takes part in the spanning tree protocol.</summary>
    public bool? SpanningTree => GetOnOff("bridge@stp");

    /// <summary>Seconds before a new port forwards.</summary>
    public int? BridgeDelaySeconds => GetInt("bridge@delay");

    /// <summary>The bridge's MAC address.</summary>
    public string? MacAddress => Get("mac@address");

    /// <summary>The largest packet, in bytes.</summary>
    public int? Mtu => GetInt("mtu@size");

    /// <summary>The DNS domain that leases belong to.</summary>
    public string? DomainName => Get("domain@name");

    /// <summary>Whether names in that domain are never asked elsewhere.</summary>
    public bool? DomainLocalOnly => GetYesNo("domain@localOnly");

    /// <summary>The network's own addresses, with what DHCP gives out.</summary>
    public IReadOnlyList<NetworkIpXml> Ips => Views("ip", e => new NetworkIpXml(e));

    /// <summary>Networks reached through a gateway inside this one.</summary>
    public IReadOnlyList<NetworkRouteXml> Routes => Views("route", e => new NetworkRouteXml(e));

    /// <summary>Whether libvirt answers DNS here; on also when missing.</summary>
    public bool? DnsEnabled => GetYesNo("dns@enable");

    /// <summary>Servers that DNS questions are passed to.</summary>
    public IReadOnlyList<string> DnsForwarders => GetAll("dns/forwarder@addr");

    /// <summary>Names that DNS knows besides the leases'.</summary>
    public IReadOnlyList<DnsHostXml> DnsHosts => Views("dns/host", e => new DnsHostXml(e));

    /// <summary>Kinds of port that a machine can ask for.</summary>
    public IReadOnlyList<PortGroupXml> PortGroups => Views("portgroup", e => new PortGroupXml(e));

    /// <summary>The kind of switch port: <c>openvswitch</c>, …</summary>
    public string? VirtualPortType => Get("virtualport@type");

    /// <summary>Whether a port carries several VLANs.</summary>
    public bool? VlanTrunk => GetYesNo("vlan@trunk");

    /// <summary>The VLANs of every port.</summary>
    public IReadOnlyList<string> VlanTags => GetAll("vlan/tag@id");

    /// <summary>How many machines are connected; only while the network is active.</summary>
    public int? Connections => GetInt("@connections");
}

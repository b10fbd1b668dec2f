using System.Diagnostics.CodeAnalysis;
using System.Xml;
using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>The definition of a virtual network.</summary>
/// <seealso href="https://libvirt.org/formatnetwork.html"/>
public sealed class NetworkXml(XElement element) : XmlView(element)
{
    private const string RootName = "network";

    private const string Dnsmasq = "{http://libvirt.org/schemas/network/dnsmasq/1.0}";

    /// <summary>Reads a <c>network</c> document.</summary>
    /// <exception cref="XmlException">It is refused by <see cref="SafeXml"/> or is no network.</exception>
    public static NetworkXml Parse(string xml) => new(SafeXml.ParseRoot(xml, RootName));

    /// <summary>As <see cref="Parse"/>, false instead of an exception, for text that may be missing.</summary>
    public static bool TryParse(string? xml, [NotNullWhen(true)] out NetworkXml? view)
    {
        view = SafeXml.TryParseRoot(xml, RootName, out var root) ? new NetworkXml(root) : null;
        return view is not null;
    }

    /// <summary>An isolated network; libvirt chooses the name of its bridge.</summary>
    public static NetworkXml New(string name) => new(SafeXml.NewRoot(RootName)) { Name = name };

    /// <summary>The name, unique on its host.</summary>
    public string? Name { get => Get("name"); set => Set("name", value); }

    /// <summary>The UUID.</summary>
    public Guid? Uuid { get => GetUuid("uuid"); set => SetUuid("uuid", value); }

    /// <summary>A short line for people; libvirt 9.7 and newer.</summary>
    public string? Title { get => Get("title"); set => Set("title", value); }

    /// <summary>Free text for people; libvirt 9.7 and newer.</summary>
    public string? Description { get => Get("description"); set => Set("description", value); }

    /// <summary>How packets leave: <c>nat</c>, <c>route</c>, <c>open</c>, <c>bridge</c>, <c>private</c>, <c>vepa</c>, <c>passthrough</c>, <c>hostdev</c>. None: they do not.</summary>
    public string? ForwardMode => Get("forward@mode") ?? (Has("forward") ? "nat" : null);

    /// <summary>
    /// Replaces the forward mode completely: devices, addresses and ports of the old mode are removed. The same mode
    /// changes nothing.
    /// </summary>
    /// <param name="mode">As <see cref="ForwardMode"/>; null: they do not leave.</param>
    /// <param name="device">The only host device they may leave through.</param>
    public void SetForward(string? mode, string? device = null)
    {
        if ((mode, device) == (ForwardMode, ForwardDevice))
            return;
        if (mode != ForwardMode)
            Remove("forward");
        if (mode is null)
            return;
        Set("forward@mode", mode);
        ForwardDevice = device;
    }

    /// <summary>The only host device packets may leave through.</summary>
    public string? ForwardDevice { get => Get("forward@dev"); set => Set("forward@dev", value); }

    /// <summary>The host devices from which machines get one, of the modes that share some.</summary>
    public XmlTexts ForwardInterfaces => Texts("forward/interface@dev");

    /// <summary>The card whose virtual functions machines get, of mode <c>hostdev</c>.</summary>
    public string? ForwardPhysicalFunction { get => Get("forward/pf@dev"); set => Set("forward/pf@dev", value); }

    /// <summary>PCI addresses of what machines get, of mode <c>hostdev</c>.</summary>
    public IReadOnlyList<string> ForwardPciAddresses => [.. Element.Elements("forward").Elements("address").Select(PciAddress.Read).OfType<string>()];

    /// <summary>Sets these, for mode <c>hostdev</c>; none removes them.</summary>
    /// <param name="addresses">As <c>0000:3b:10.1</c>.</param>
    /// <exception cref="FormatException">One is no such address.</exception>
    public void SetForwardPciAddresses(params IReadOnlyList<string> addresses)
    {
        XElement[] made = [.. addresses.Select(PciAddress.Write)];
        var forward = XmlEdit.Make(Element, ["forward"]);
        forward.Elements("address").Remove();
        forward.Add(made.Cast<object>().ToArray());
    }

    /// <summary>Whether libvirt takes the devices from the host's driver by itself, of mode <c>hostdev</c>.</summary>
    public bool? ForwardManaged { get => GetYesNo("forward@managed"); set => SetYesNo("forward@managed", value); }

    /// <summary>The first source address of forwarded packets, for mode <c>nat</c>.</summary>
    public string? NatAddressStart { get => Get("forward/nat/address@start"); set => Set("forward/nat/address@start", value); }

    /// <summary>The last of these.</summary>
    public string? NatAddressEnd { get => Get("forward/nat/address@end"); set => Set("forward/nat/address@end", value); }

    /// <summary>The first port of these.</summary>
    public int? NatPortStart { get => GetInt("forward/nat/port@start"); set => SetNumber("forward/nat/port@start", value); }

    /// <summary>The last of these.</summary>
    public int? NatPortEnd { get => GetInt("forward/nat/port@end"); set => SetNumber("forward/nat/port@end", value); }

    /// <summary>Whether IPv6 is translated too.</summary>
    public bool? NatIpv6 { get => GetYesNo("forward/nat@ipv6"); set => SetYesNo("forward/nat@ipv6", value); }

    /// <summary>The bridge on the host.</summary>
    public string? Bridge { get => Get("bridge@name"); set => Set("bridge@name", value); }

    /// <summary>Whether the bridge takes part in the spanning tree protocol.</summary>
    public bool? SpanningTree { get => GetOnOff("bridge@stp"); set => SetOnOff("bridge@stp", value); }

    /// <summary>Seconds before a new port forwards.</summary>
    public int? BridgeDelaySeconds { get => GetInt("bridge@delay"); set => SetNumber("bridge@delay", value); }

    /// <summary>The bridge's MAC address.</summary>
    public string? MacAddress { get => Get("mac@address"); set => Set("mac@address", value); }

    /// <summary>The largest packet, in bytes.</summary>
    public int? Mtu { get => GetInt("mtu@size"); set => SetNumber("mtu@size", value); }

    /// <summary>The DNS domain that leases belong to.</summary>
    public string? DomainName { get => Get("domain@name"); set => Set("domain@name", value); }

    /// <summary>Whether names in that domain are never asked elsewhere.</summary>
    public bool? DomainLocalOnly { get => GetYesNo("domain@localOnly"); set => SetYesNo("domain@localOnly", value); }

    /// <summary>The network's own addresses, with what DHCP gives out.</summary>
    public XmlList<NetworkIpXml> Ips => Views("ip", e => new NetworkIpXml(e));

    /// <summary>Networks reached through a gateway inside this one.</summary>
    public XmlList<NetworkRouteXml> Routes => Views("route", e => new NetworkRouteXml(e));

    /// <summary>Whether libvirt answers DNS here; on also when missing.</summary>
    public bool? DnsEnabled { get => GetYesNo("dns@enable"); set => SetYesNo("dns@enable", value); }

    /// <summary>Servers that DNS questions are passed to.</summary>
    public XmlTexts DnsForwarders => Texts("dns/forwarder@addr");

    /// <summary>Names that DNS knows besides the leases'.</summary>
    public XmlList<DnsHostXml> DnsHosts => Views("dns/host", e => new DnsHostXml(e));

    /// <summary>Where DNS says that services are.</summary>
    public XmlList<DnsServiceXml> DnsServices => Views("dns/srv", e => new DnsServiceXml(e));

    /// <summary>Texts in DNS.</summary>
    public XmlList<DnsTextXml> DnsTexts => Views("dns/txt", e => new DnsTextXml(e));

    /// <summary>Kinds of port that a machine can ask for.</summary>
    public XmlList<PortGroupXml> PortGroups => Views("portgroup", e => new PortGroupXml(e));

    /// <summary>The switch port that its cards are connected to.</summary>
    public VirtualPortXml VirtualPort => new(this, "virtualport");

    /// <summary>Whether a port carries several VLANs.</summary>
    public bool VlanTrunk { get => GetYes("vlan@trunk"); set => SetYes("vlan@trunk", value); }

    /// <summary>The VLANs of every port.</summary>
    public XmlTexts VlanTags => Texts("vlan/tag@id");

    /// <summary>Whether machines on it reach none of each other.</summary>
    public bool? IsolatedPorts { get => GetYesNo("port@isolated"); set => SetYesNo("port@isolated", value); }

    /// <summary>The rates of all its machines together.</summary>
    public BandwidthXml Bandwidth => new(this, "bandwidth");

    /// <summary>Further lines of the configuration of dnsmasq, which libvirt does not look at.</summary>
    public XmlTexts DnsmasqOptions => Texts($"{Dnsmasq}options/{Dnsmasq}option@value");

    /// <summary>How many machines are connected; only while the network is active.</summary>
    public int? Connections => GetInt("@connections");
}

using System.Globalization;
using Libvirt.Xml;
using WebConsole.Hypervisor.Definitions;

namespace WebConsole.Features.Networks.Making;

/// <summary>Reads a definition as the arguments of a network; of each kind of address the first.</summary>
internal static class NetworkReader
{
    public static NewNetwork Of(NetworkXml xml)
    {
        var mode = NetworkWords.Mode(xml);
        string[] devices = [.. xml.ForwardInterfaces.Append(xml.ForwardDevice).OfType<string>().Distinct(StringComparer.Ordinal)];
        var isNat = mode is NetworkMode.Nat or NetworkMode.Route or NetworkMode.Open;
        return new(
            Name: xml.Name, Forward: mode, Bridge: xml.Bridge, OpenVSwitch: True(mode is NetworkMode.Bridge && xml.VirtualPort.Type is "openvswitch"),
            Device: mode is NetworkMode.Sriov ? xml.ForwardPhysicalFunction : devices.FirstOrDefault(), Devices: !isNat && devices.Length > 1 ? devices[1..] : null,
            Mode: mode is NetworkMode.Macvtap ? xml.ForwardMode : null, PciAddresses: mode is NetworkMode.Sriov ? NoneIfEmpty(xml.ForwardPciAddresses) : null,
            Ipv4: Address(FirstOf(xml, isIpv4: true)), Ipv6: Address(FirstOf(xml, isIpv4: false)), NatIpv6: True(xml.NatIpv6 == true),
            Domain: xml.DomainName, LocalOnly: True(xml.DomainLocalOnly == true), Dns: xml.DnsEnabled == false ? false : null, Forwarders: NoneIfEmpty([.. xml.DnsForwarders]),
            DnsHosts: NoneIfEmpty([.. xml.DnsHosts.Select(host => new NewDnsHost(host.Ip, [.. host.HostNames]))]),
            DnsServices: NoneIfEmpty([.. xml.DnsServices.Select(Service)]), DnsTexts: NoneIfEmpty([.. xml.DnsTexts.Select(text => new NewDnsText(text.Name, text.Value))]),
            Mtu: xml.Mtu, Stp: xml.SpanningTree == false ? false : null, Vlans: Numbers(xml.VlanTags), Trunk: True(xml.VlanTrunk), PortGroups: NoneIfEmpty([.. xml.PortGroups.Select(PortGroup)]),
            Inbound: Inbound(xml.Bandwidth), Outbound: Outbound(xml.Bandwidth), IsolatedPorts: True(xml.IsolatedPorts == true), Routes: NoneIfEmpty([.. xml.Routes.Select(Route)]), DnsmasqOptions: NoneIfEmpty([.. xml.DnsmasqOptions]))
        { Uuid = xml.Uuid ?? Guid.Empty };
    }

    /// <summary>The address that is edited; others of its kind stay as they are.</summary>
    public static NetworkIpXml? FirstOf(NetworkXml xml, bool isIpv4) => xml.Ips.FirstOrDefault(ip => ip.Family is "ipv6" != isIpv4);

    public static NewDnsService Service(DnsServiceXml xml) => new(xml.Service, xml.Protocol, xml.Domain, xml.Target, xml.Port, xml.Priority, xml.Weight);

    public static NewRoute Route(NetworkRouteXml xml) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{xml.Address}/{xml.Prefix ?? NetworkRanges.PrefixOf(xml.Netmask)}"), xml.Gateway, xml.Metric is { } metric ? (int)metric : null);

    private static NewAddress? Address(NetworkIpXml? ip)
    {
        if (ip is null)
            return null;
        AddressRange[] ranges = [.. ip.DhcpRanges.Select(range => new AddressRange(range.Start, range.End))];
        return new(ip.Address, NetworkRanges.Prefix(ip), ranges.FirstOrDefault(), NoneIfEmpty(ranges.Skip(1).ToArray()),
            NoneIfEmpty([.. ip.DhcpHosts.Select(host => new NewDhcpHost(host.MacAddress, host.ClientId, host.Name, host.Ip))]), ip.TftpRoot, ip.BootFile);
    }

    private static NewPortGroup PortGroup(PortGroupXml xml) =>
        new(xml.Name, True(xml.IsDefault == true), Numbers(xml.VlanTags), True(xml.VlanTrunk), Inbound(xml.Bandwidth), Outbound(xml.Bandwidth));

    private static NewRate? Inbound(BandwidthXml xml) => Rate(xml.InboundKilobytesPerSecond, xml.InboundPeakKilobytesPerSecond, xml.InboundBurstKibibytes);

    private static NewRate? Outbound(BandwidthXml xml) => Rate(xml.OutboundKilobytesPerSecond, xml.OutboundPeakKilobytesPerSecond, xml.OutboundBurstKibibytes);

    private static NewRate? Rate(int? average, int? peak, int? burst) => (average ?? peak ?? burst) is null ? null : new(average, peak, burst);

    private static IReadOnlyList<int>? Numbers(IEnumerable<string> texts) =>
        NoneIfEmpty(texts.Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).ToArray());

    private static bool? True(bool holds) => holds ? true : null;

    private static IReadOnlyList<T>? NoneIfEmpty<T>(IReadOnlyList<T> list) => list.Count == 0 ? null : list;
}

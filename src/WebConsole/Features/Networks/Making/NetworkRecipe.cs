using System.Collections.Immutable;
using System.Globalization;
using Libvirt.Xml;

namespace WebConsole.Features.Networks.Making;

/// <summary>The definition of a new network.</summary>
internal static class NetworkRecipe
{
    /// <summary>libvirt's words for how macvtap devices of one card reach each other, the usual one first.</summary>
    public static readonly ImmutableArray<string> MacvtapModes = ["bridge", "private", "vepa", "passthrough"];

    /// <summary>The definition as text; <c>null</c> where something in it can't stand in one, and a rule says what.</summary>
    public static string? TryWrite(NewNetwork asked)
    {
        try
        {
            return Of(asked).Element.ToString();
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            return null;
        }
    }

    public static NetworkXml Of(NewNetwork asked)
    {
        var xml = NetworkXml.New(asked.Name ?? "");
        xml.Uuid = asked.Uuid;
        Forward(asked, xml);
        if (!string.IsNullOrEmpty(asked.Bridge))
            xml.Bridge = asked.Bridge;
        if (asked.OpenVSwitch == true)
            xml.VirtualPort.Type = "openvswitch";
        xml.Mtu = asked.Mtu;
        xml.IsolatedPorts = asked.IsolatedPorts == true ? true : null;
        Ports(asked, xml);
        if (NetworkMode.Of(asked.Forward) is { HasAddresses: true })
            Addressed(asked, xml);
        return xml;
    }

    private static void Forward(NewNetwork asked, NetworkXml xml)
    {
        switch (asked.Forward)
        {
            case NetworkMode.Nat or NetworkMode.Route or NetworkMode.Open:
                xml.SetForward(asked.Forward, string.IsNullOrEmpty(asked.Device) ? null : asked.Device);
                xml.NatIpv6 = asked.NatIpv6 == true ? true : null;
                break;
            case NetworkMode.Bridge:
                xml.SetForward("bridge");
                break;
            case NetworkMode.Macvtap:
                xml.SetForward(asked.Mode ?? MacvtapModes[0]);
                xml.ForwardInterfaces.Replace([.. asked.AllDevices]);
                break;
            case NetworkMode.Sriov:
                xml.SetForward("hostdev");
                xml.ForwardManaged = true;
                if (!string.IsNullOrEmpty(asked.Device))
                    xml.ForwardPhysicalFunction = asked.Device;
                xml.SetForwardPciAddresses(asked.PciAddresses ?? []);
                break;
        }
    }

    private static void Ports(NewNetwork asked, NetworkXml xml)
    {
        xml.VlanTags.Replace(Texts(asked.Vlans));
        xml.VlanTrunk = IsTrunk(asked.Vlans, asked.Trunk);
        Rates(xml.Bandwidth, asked.Inbound, asked.Outbound);
        foreach (var group in (asked.PortGroups ?? []).OfType<NewPortGroup>())
        {
            var port = xml.PortGroups.Add();
            (port.Name, port.IsDefault) = (group.Name, group.Default == true ? true : null);
            port.VlanTags.Replace(Texts(group.Vlans));
            port.VlanTrunk = IsTrunk(group.Vlans, group.Trunk);
            Rates(port.Bandwidth, group.Inbound, group.Outbound);
        }
    }

    // Several VLANs on one port can only be told apart by their tags.
    private static bool IsTrunk(IReadOnlyList<int>? vlans, bool? trunk) => vlans is { Count: > 1 } || (trunk == true && vlans is { Count: > 0 });

    private static string[] Texts(IReadOnlyList<int>? vlans) => [.. (vlans ?? []).Select(vlan => vlan.ToString(CultureInfo.InvariantCulture))];

    private static void Rates(BandwidthXml xml, NewRate? inbound, NewRate? outbound)
    {
        (xml.InboundKilobytesPerSecond, xml.InboundPeakKilobytesPerSecond, xml.InboundBurstKibibytes) = (inbound?.Average, inbound?.Peak, inbound?.Burst);
        (xml.OutboundKilobytesPerSecond, xml.OutboundPeakKilobytesPerSecond, xml.OutboundBurstKibibytes) = (outbound?.Average, outbound?.Peak, outbound?.Burst);
    }

    private static void Addressed(NewNetwork asked, NetworkXml xml)
    {
        // Without it a bridge with several ports to one switch would loop packets.
        xml.SpanningTree = asked.Stp ?? true;
        if (!string.IsNullOrEmpty(asked.Domain))
            (xml.DomainName, xml.DomainLocalOnly) = (asked.Domain, asked.LocalOnly == true ? true : null);
        if (asked.Dns == false)
            xml.DnsEnabled = false;
        xml.DnsForwarders.Replace([.. (asked.Forwarders ?? []).OfType<string>()]);
        foreach (var known in (asked.DnsHosts ?? []).OfType<NewDnsHost>())
        {
            var entry = xml.DnsHosts.Add();
            entry.Ip = known.Ip;
            entry.HostNames.Replace([.. (known.Names ?? []).OfType<string>()]);
        }
        Address(asked.Ipv4, xml, null, 24);
        Address(asked.Ipv6, xml, "ipv6", 64);
        foreach (var route in (asked.Routes ?? []).OfType<NewRoute>())
            Route(route, xml.Routes.Add());
        xml.DnsmasqOptions.Replace([.. (asked.DnsmasqOptions ?? []).OfType<string>()]);
    }

    private static void Address(NewAddress? asked, NetworkXml xml, string? family, int prefix)
    {
        if (asked is null)
            return;
        var ip = xml.Ips.Add();
        (ip.Family, ip.Address, ip.Prefix) = (family, asked.Address, asked.Prefix ?? prefix);
        foreach (var (_, range) in asked.Ranges)
        {
            var given = ip.DhcpRanges.Add();
            (given.Start, given.End) = (range.Start, range.End);
        }
        foreach (var host in (asked.Hosts ?? []).OfType<NewDhcpHost>())
        {
            var kept = ip.DhcpHosts.Add();
            (kept.MacAddress, kept.ClientId, kept.Name, kept.Ip) = (NoneIfEmpty(host.Mac), NoneIfEmpty(host.Id), NoneIfEmpty(host.Name), host.Ip);
        }
    }

    private static void Route(NewRoute route, NetworkRouteXml xml)
    {
        var parts = (route.To ?? "").Split('/', 2);
        int? prefix = parts.Length > 1 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : null;
        (xml.Family, xml.Address, xml.Prefix, xml.Gateway, xml.Metric) = (parts[0].Contains(':', StringComparison.Ordinal) ? "ipv6" : null, parts[0], prefix, route.Gateway, route.Metric);
    }

    private static string? NoneIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}

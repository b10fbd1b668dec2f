using System.Globalization;
using Libvirt.Xml;

namespace WebConsole.Features.Networks.Making;

// Addresses, names and routes.
internal static partial class NetworkRecipe
{
    private static void Addressed(NewNetwork before, NewNetwork asked, NetworkXml xml, HashSet<string> changed)
    {
        if (changed.Contains("stp"))
            xml.SpanningTree = asked.Stp ?? true;
        if (changed.Overlaps(["domain", "localOnly"]))
            (xml.DomainName, xml.DomainLocalOnly) = (NoneIfEmpty(asked.Domain), string.IsNullOrEmpty(asked.Domain) || asked.LocalOnly != true ? null : true);
        if (changed.Contains("dns"))
            xml.DnsEnabled = asked.Dns == false ? false : null;
        if (changed.Contains("forwarders"))
            xml.DnsForwarders.Replace([.. (asked.Forwarders ?? []).OfType<string>()]);
        if (changed.Contains("dnsHosts"))
            Match(xml.DnsHosts, asked.DnsHosts, (entry, known) => entry.Ip == known.Ip, DnsHost);
        if (changed.Contains("dnsServices"))
            Match(xml.DnsServices, asked.DnsServices, (entry, known) => NetworkReader.Service(entry) == known, DnsService);
        if (changed.Contains("dnsTexts"))
            Match(xml.DnsTexts, asked.DnsTexts, (entry, known) => entry.Name == known.Name, (entry, known) => (entry.Name, entry.Value) = (known.Name, known.Value));
        if (changed.Contains("ipv4"))
            Address(before.Ipv4, asked.Ipv4, xml, null, 24);
        if (changed.Contains("ipv6"))
            Address(before.Ipv6, asked.Ipv6, xml, "ipv6", 64);
        if (changed.Contains("routes"))
            Match(xml.Routes, asked.Routes, (entry, known) => NetworkReader.Route(entry) is var stands && (stands.To, stands.Gateway) == (known.To, known.Gateway), Route);
        if (changed.Contains("dnsmasqOptions"))
            xml.DnsmasqOptions.Replace([.. (asked.DnsmasqOptions ?? []).OfType<string>()]);
    }

    private static void Address(NewAddress? before, NewAddress? asked, NetworkXml xml, string? family, int prefix)
    {
        var stands = NetworkReader.FirstOf(xml, isIpv4: family is null);
        if (asked is null)
        {
            if (stands is not null)
                xml.Ips.Remove(stands);
            return;
        }
        var ip = stands ?? xml.Ips.Add();
        if (stands is null)
            (ip.Family, ip.Address, ip.Prefix) = (family, asked.Address, asked.Prefix ?? prefix);
        if (ip.Address != asked.Address)
            ip.Address = asked.Address;
        if (before is not null && (asked.Prefix ?? prefix) != before.Prefix)
            (ip.Netmask, ip.Prefix) = (null, asked.Prefix ?? prefix);
        if (ip.TftpRoot != NoneIfEmpty(asked.TftpRoot))
            ip.TftpRoot = NoneIfEmpty(asked.TftpRoot);
        Match(ip.DhcpRanges, [.. asked.Ranges.Select(range => range.Range)], (entry, range) => (entry.Start, entry.End) == (range.Start, range.End), (entry, range) => (entry.Start, entry.End) = (range.Start, range.End));
        Match(ip.DhcpHosts, asked.Hosts, (entry, host) => entry.Ip == host.Ip, DhcpHost);
        if (ip.BootFile != NoneIfEmpty(asked.BootFile))
            ip.BootFile = NoneIfEmpty(asked.BootFile);
    }

    private static void DhcpHost(DhcpHostXml entry, NewDhcpHost host) =>
        (entry.MacAddress, entry.ClientId, entry.Name, entry.Ip) = (NoneIfEmpty(host.Mac), NoneIfEmpty(host.Id), NoneIfEmpty(host.Name), host.Ip);

    private static void DnsHost(DnsHostXml entry, NewDnsHost known)
    {
        entry.Ip = known.Ip;
        entry.HostNames.Replace([.. (known.Names ?? []).OfType<string>()]);
    }

    private static void DnsService(DnsServiceXml entry, NewDnsService known) => (entry.Service, entry.Protocol, entry.Domain, entry.Target, entry.Port, entry.Priority, entry.Weight) =
        (known.Service, known.Protocol, NoneIfEmpty(known.Domain), known.Target, known.Port, known.Priority, known.Weight);

    private static void Route(NetworkRouteXml xml, NewRoute route)
    {
        var parts = (route.To ?? "").Split('/', 2);
        int? prefix = parts.Length > 1 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : null;
        (xml.Family, xml.Address, xml.Netmask, xml.Prefix, xml.Gateway, xml.Metric) = (parts[0].Contains(':', StringComparison.Ordinal) ? "ipv6" : null, parts[0], null, prefix, route.Gateway, route.Metric);
    }

    /// <summary>Makes the entries of a list those that are asked for. One that changes stays the same element, with what else is in it.</summary>
    private static void Match<TEntry, T>(XmlList<TEntry> entries, IReadOnlyList<T?>? asked, Func<TEntry, T, bool> isSame, Action<TEntry, T> write)
        where TEntry : XmlView
        where T : class
    {
        List<TEntry> left = [.. entries];
        List<T> others = [];
        foreach (var one in (asked ?? []).OfType<T>())
        {
            if (left.Find(entry => isSame(entry, one)) is { } same)
            {
                left.Remove(same);
                write(same, one);
            }
            else
            {
                others.Add(one);
            }
        }
        foreach (var (at, one) in others.Index())
            write(at < left.Count ? left[at] : entries.Add(), one);
        foreach (var gone in left.Skip(others.Count))
            entries.Remove(gone);
    }
}

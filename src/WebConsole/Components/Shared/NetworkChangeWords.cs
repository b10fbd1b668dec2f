using System.Text.RegularExpressions;

namespace WebConsole.Components.Shared;

/// <summary>What places of a virtual network's definition are called: as the fields of its form.</summary>
internal static partial class NetworkChangeWords
{
    private const string Rate = "kB a second", Peak = "peak", Burst = "burst, KiB";

    /// <summary>The path without what tells elements of one name apart, and its words; <c>{0}</c> is that name.</summary>
    private static readonly Dictionary<string, string> Titles = new(StringComparer.Ordinal)
    {
        ["bridge"] = "Bridge", ["bridge@name"] = "Name of the bridge", ["bridge@stp"] = "Spanning tree", ["bridge@delay"] = "Delay of the bridge", ["bridge@zone"] = "Firewall zone of the bridge",
        ["mac"] = "MAC address of the bridge", ["mac@address"] = "MAC address of the bridge", ["mtu"] = "MTU", ["mtu@size"] = "MTU",
        ["domain"] = "DNS domain", ["domain@name"] = "DNS domain", ["domain@localOnly"] = "DNS domain only here",
        ["dns"] = "DNS", ["dns@enable"] = "Answer DNS", ["dns@forwardPlainNames"] = "Ask elsewhere for names without a domain", ["dns/forwarder"] = "Ask other names at", ["dns/forwarder@addr"] = "Ask other names at", ["dns/forwarder@domain"] = "Domain that is asked elsewhere",
        ["dns/host"] = "Names of {0}", ["dns/host@ip"] = "Address of names", ["dns/host/hostname"] = "Names of {0}",
        ["dns/srv"] = "Service (SRV) {0}", ["dns/txt"] = "Text (TXT) {0}", ["dns/txt@name"] = "Name of a text (TXT)", ["dns/txt@value"] = "Text (TXT) {0}",
        ["forward"] = "Way out", ["forward@mode"] = "Way out", ["forward@dev"] = "Leaves by", ["forward/interface"] = "Leaves by", ["forward/interface@dev"] = "Leaves by", ["forward/pf"] = "Network card of the pool", ["forward/pf@dev"] = "Network card of the pool",
        ["forward/address"] = "PCI address of the pool", ["forward@managed"] = "Taken from the host by libvirt", ["forward/nat"] = "NAT", ["forward/nat@ipv6"] = "NAT for IPv6 too", ["forward/nat/port"] = "Ports of NAT", ["forward/nat/port@start"] = "First port of NAT", ["forward/nat/port@end"] = "Last port of NAT",
        ["forward/nat/address"] = "Addresses of NAT", ["forward/nat/address@start"] = "First address of NAT", ["forward/nat/address@end"] = "Last address of NAT",
        ["ip"] = "Addresses", ["ip@address"] = "Address of the host", ["ip@prefix"] = "Prefix", ["ip@netmask"] = "Prefix", ["ip@family"] = "IPv4 or IPv6", ["ip@localPtr"] = "Answers reverse names only here",
        ["ip/dhcp"] = "DHCP", ["ip/dhcp/range"] = "DHCP from, to", ["ip/dhcp/range@start"] = "DHCP from", ["ip/dhcp/range@end"] = "DHCP to", ["ip/dhcp/range/lease"] = "Leases end after", ["ip/dhcp/range/lease@expiry"] = "Leases end after", ["ip/dhcp/range/lease@unit"] = "Unit of the leases' time",
        ["ip/dhcp/host"] = "Fixed address of {0}", ["ip/dhcp/host@ip"] = "Fixed address of {0}", ["ip/dhcp/host@mac"] = "MAC address of a fixed address", ["ip/dhcp/host@id"] = "DUID of a fixed address", ["ip/dhcp/host@name"] = "Name of the fixed address of {0}",
        ["ip/dhcp/bootp"] = "File to boot", ["ip/dhcp/bootp@file"] = "File to boot", ["ip/dhcp/bootp@server"] = "Server of the file to boot", ["ip/tftp"] = "Directory served by TFTP", ["ip/tftp@root"] = "Directory served by TFTP",
        ["route"] = "Route", ["route@address"] = "Network of a route", ["route@prefix"] = "Prefix of a route", ["route@netmask"] = "Prefix of a route", ["route@gateway"] = "Route through", ["route@metric"] = "Metric of a route", ["route@family"] = "Route of IPv4 or IPv6",
        ["port"] = "Keep machines apart", ["port@isolated"] = "Keep machines apart", ["vlan"] = "VLANs", ["vlan/tag"] = "VLAN", ["vlan/tag@id"] = "VLAN", ["vlan@trunk"] = "Machines see the tags", ["virtualport"] = "Open vSwitch", ["virtualport@type"] = "Kind of switch",
        ["bandwidth"] = "Rates", ["bandwidth/inbound"] = "All machines receive", ["bandwidth/inbound@average"] = $"All machines receive, {Rate}", ["bandwidth/inbound@peak"] = $"All machines receive, {Peak}", ["bandwidth/inbound@burst"] = $"All machines receive, {Burst}",
        ["bandwidth/outbound"] = "All machines send", ["bandwidth/outbound@average"] = $"All machines send, {Rate}", ["bandwidth/outbound@peak"] = $"All machines send, {Peak}", ["bandwidth/outbound@burst"] = $"All machines send, {Burst}",
        ["portgroup"] = "Port group {0}", ["portgroup@default"] = "Default port group", ["options"] = "Lines of dnsmasq", ["options/option"] = "Line of dnsmasq", ["options/option@value"] = "Line of dnsmasq",
    };

    /// <summary>Attributes that a switch of the form stands for: what they are where they are not written.</summary>
    private static readonly Dictionary<string, string> Switches = new(StringComparer.Ordinal)
    {
        ["bridge@stp"] = "on", ["domain@localOnly"] = "off", ["dns@enable"] = "on", ["forward/nat@ipv6"] = "off", ["port@isolated"] = "off", ["vlan@trunk"] = "off",
    };

    /// <summary>The words of a place; <c>null</c> where there are none, and for definitions of other objects.</summary>
    /// <param name="path">The place.</param>
    /// <param name="value">A value there, old or new: it tells IPv4 from IPv6.</param>
    public static string? TitleOf(string path, string? value)
    {
        var bare = Key.Replace(path, "");
        if (!Titles.TryGetValue(bare, out var title))
            return bare.StartsWith("portgroup/", StringComparison.Ordinal) ? $"{TitleOf("portgroup" + Key.Match(path).Value, null)}: {bare["portgroup/".Length..].Replace('/', ' ').Replace('@', ' ')}" : null;
        var name = Key.Matches(path).Select(match => match.Groups["name"].Value).LastOrDefault(key => !key.StartsWith('#'));
        return Of(name is null ? Unnamed.Replace(title, "") : title.Replace("{0}", name, StringComparison.Ordinal), bare, path, value);
    }

    /// <summary>How a switch's value is said: libvirt's yes and no, and nothing.</summary>
    /// <param name="path">The place.</param>
    /// <param name="value">The value; <c>null</c> where it is not written.</param>
    public static string? SwitchOf(string path, string? value) => !Switches.TryGetValue(Key.Replace(path, ""), out var unwritten) ? null : value switch { null => unwritten, "yes" or "on" => "on", "no" or "off" => "off", _ => null };

    /// <summary>A network may have several addresses, and the number of one says nothing to people.</summary>
    private static string Of(string title, string bare, string path, string? value)
    {
        if (!bare.StartsWith("ip", StringComparison.Ordinal) || bare is "ip@family")
            return title;
        if (value?.Contains(':', StringComparison.Ordinal) is true)
            return bare.StartsWith("ip/dhcp/host", StringComparison.Ordinal) ? title : $"{title} (IPv6)";
        return IpNumber.Match(path) is { Success: true } match && match.Groups["number"].Value is not "1" and var number && value?.Contains('.', StringComparison.Ordinal) is not true ? $"{title} (address {number})" : title;
    }

    /// <summary>What tells elements apart: a name of theirs, or their number. A name may hold a bracket, which ends it here too early at worst.</summary>
    [GeneratedRegex(@"\[(?<name>[^\]]*)\]")]
    private static partial Regex Key { get; }

    [GeneratedRegex(@"( of)? \{0\}")]
    private static partial Regex Unnamed { get; }

    [GeneratedRegex(@"^ip\[#(?<number>\d+)\]")]
    private static partial Regex IpNumber { get; }
}

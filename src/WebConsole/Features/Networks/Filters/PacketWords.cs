using System.Xml.Linq;

namespace WebConsole.Features.Networks.Filters;

/// <summary>What packets a part of a filter's rule means, for people. Its values are untrusted.</summary>
internal static class PacketWords
{
    private const string OverIpv6 = "-ipv6";

    private static readonly Dictionary<string, string> Protocols = new(StringComparer.Ordinal)
    {
        ["mac"] = "Ethernet", ["vlan"] = "VLAN", ["stp"] = "STP", ["arp"] = "ARP", ["rarp"] = "RARP", ["ip"] = "IPv4", ["ipv4"] = "IPv4", ["ipv6"] = "IPv6", ["tcp"] = "TCP", ["udp"] = "UDP", ["udplite"] = "UDP-Lite",
        ["sctp"] = "SCTP", ["icmp"] = "ICMP", ["icmpv6"] = "ICMPv6", ["igmp"] = "IGMP", ["esp"] = "ESP", ["ah"] = "AH", ["all"] = "IPv4", ["all-ipv6"] = "IPv6",
    };

    private static readonly Dictionary<string, string> Attributes = new(StringComparer.Ordinal)
    {
        ["srcmacaddr"] = "from", ["dstmacaddr"] = "to", ["srcipaddr"] = "from", ["dstipaddr"] = "to", ["srcmacmask"] = "mask of the sender", ["dstmacmask"] = "mask of the receiver", ["srcipmask"] = "mask of the sender", ["dstipmask"] = "mask of the receiver",
        ["arpsrcmacaddr"] = "of the sender", ["arpdstmacaddr"] = "for", ["arpsrcipaddr"] = "of the sender", ["arpdstipaddr"] = "for", ["opcode"] = "operation", ["state"] = "of connections that are", ["vlanid"] = "number", ["encap-protocol"] = "with",
        ["protocol"] = "with", ["protocolid"] = "of type", ["type"] = "type", ["code"] = "code", ["connlimit-above"] = "where connections are more than",
    };

    /// <summary>"TCP to port 22", "all but Ethernet from $MAC".</summary>
    public static string Of(XElement match)
    {
        var name = match.Name.LocalName;
        XAttribute[] said = [.. match.Attributes().Where(attribute => attribute.Name != "match" && !attribute.IsNamespaceDeclaration)];
        // What Ethernet carries says more than that it is Ethernet.
        var carried = name == "mac" && Value(said, "protocolid") is { } id ? Protocols.GetValueOrDefault(id) : null;
        string?[] parts =
        [
            match.Attribute("match")?.Value is "no" ? "all but" : null,
            carried ?? NameOf(name),
            .. said.Where(attribute => !IsPort(attribute) && (carried is null || attribute.Name != "protocolid")).Select(attribute => $"{Attributes.GetValueOrDefault(attribute.Name.LocalName, attribute.Name.LocalName)} {Protocols.GetValueOrDefault(attribute.Value, attribute.Value)}"),
            Ports("from", Value(said, "srcportstart"), Value(said, "srcportend")),
            Ports("to", Value(said, "dstportstart"), Value(said, "dstportend")),
        ];
        return string.Join(' ', parts.OfType<string>());
    }

    private static string NameOf(string name) => Protocols.TryGetValue(name, out var known) ? known
        : name.EndsWith(OverIpv6, StringComparison.Ordinal) && Protocols.TryGetValue(name[..^OverIpv6.Length], out var over) ? $"{over} over IPv6" : name;

    private static string? Ports(string side, string? first, string? last) => (first, last) switch
    {
        (null, null) => null,
        ({ } one, null) => $"{side} port {one}",
        _ when first == last => $"{side} port {first}",
        _ => $"{side} ports {first ?? "0"}–{last}",
    };

    private static string? Value(XAttribute[] said, string name) => Array.Find(said, attribute => attribute.Name == name)?.Value;

    private static bool IsPort(XAttribute attribute) => attribute.Name.LocalName is "srcportstart" or "srcportend" or "dstportstart" or "dstportend";
}

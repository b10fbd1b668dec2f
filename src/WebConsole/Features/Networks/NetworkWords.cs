using System.Globalization;
using System.Net;
using Libvirt.Xml;

namespace WebConsole.Features.Networks;

/// <summary>A virtual network in plain words; the words are also a localizer's keys.</summary>
internal static class NetworkWords
{
    /// <summary>How machines on it reach the rest of the world.</summary>
    public static string Kind(NetworkXml? network) => network?.ForwardMode switch
    {
        _ when network is null => "unknown",
        null => "isolated",
        "nat" => "NAT",
        "route" => "routed",
        "open" => "open",
        "bridge" => network.Bridge is null ? "macvtap, bridge mode" : "host bridge",
        "private" => "macvtap, private mode",
        "vepa" => "macvtap, VEPA mode",
        "passthrough" => "macvtap, pass-through",
        "hostdev" => "SR-IOV pool",
        var other => other,
    };

    /// <summary>What <see cref="Kind"/> means, in one sentence.</summary>
    public static string? Meaning(NetworkXml? network) => network?.ForwardMode switch
    {
        _ when network is null => null,
        null => "Machines reach each other and the host, nothing else.",
        "nat" => "Machines reach the outside under the host's address; nobody outside reaches them.",
        "route" => "Machines reach the outside under their own addresses; routers there have to know the way back.",
        "open" => "The host routes and libvirt adds no firewall rules.",
        "bridge" => "Machines are on the host's own network, as if plugged in beside it.",
        _ => null,
    };

    /// <summary>An address with the length of its prefix: <c>192.168.122.1/24</c>.</summary>
    public static string? Address(NetworkIpXml ip) => ip.Address is null ? null
        : (ip.Prefix ?? PrefixOf(ip.Netmask)) is { } prefix ? string.Create(CultureInfo.InvariantCulture, $"{ip.Address}/{prefix}") : ip.Address;

    private static int? PrefixOf(string? netmask)
    {
        if (!IPAddress.TryParse(netmask, out var mask))
            return null;
        return mask.GetAddressBytes().Sum(part => byte.PopCount(part));
    }
}

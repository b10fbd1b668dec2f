using System.Globalization;
using System.Net;
using Libvirt.Xml;

namespace WebConsole.Hypervisor.Definitions;

/// <summary>The ranges that a network's own addresses have, and which of them an address lies in.</summary>
internal static class NetworkRanges
{
    /// <summary>An address with its prefix length: <c>192.168.122.1/24</c>.</summary>
    public static string? Address(NetworkIpXml ip) => ip.Address is null ? null
        : Prefix(ip) is { } prefix ? string.Create(CultureInfo.InvariantCulture, $"{ip.Address}/{prefix}") : ip.Address;

    /// <summary>The length of its prefix, also where a mask says it.</summary>
    public static int? Prefix(NetworkIpXml ip) => ip.Prefix ?? PrefixOf(ip.Netmask);

    /// <summary>Its own IPv4 and IPv6 addresses.</summary>
    public static IReadOnlyList<string> Addresses(NetworkXml? network) => [.. (network?.Ips.Select(Address) ?? []).OfType<string>()];

    /// <summary>The length of the prefix that a mask says.</summary>
    public static int? PrefixOf(string? netmask)
    {
        if (!IPAddress.TryParse(netmask, out var mask))
            return null;
        return mask.GetAddressBytes().Sum(part => byte.PopCount(part));
    }

    /// <summary>The place, among the network's own addresses, of the one beside an address; <c>null</c> for an address of none of its ranges.</summary>
    public static int? PlaceOf(NetworkXml network, string? text) => !IPAddress.TryParse(text, out var address) ? null
        : network.Ips.Index().Where(ip => IPAddress.TryParse(ip.Item.Address, out var own) && Prefix(ip.Item) is { } prefix && AreOfOne(own, address, prefix)).Select(ip => (int?)ip.Index).FirstOrDefault();

    /// <summary>Whether the network has addresses of that kind, and this one is in none of its ranges: it may be from before they were changed.</summary>
    public static bool IsOutside(NetworkXml network, string? text) => IPAddress.TryParse(text, out var address) && !address.IsIPv6LinkLocal
        && network.Ips.Any(ip => IPAddress.TryParse(ip.Address, out var own) && own.AddressFamily == address.AddressFamily) && PlaceOf(network, text) is null;

    private static bool AreOfOne(IPAddress one, IPAddress other, int prefix)
    {
        var (bytes, others) = (one.GetAddressBytes(), other.GetAddressBytes());
        return bytes.Length == others.Length && prefix >= 0 && prefix <= bytes.Length * 8
            && Enumerable.Range(0, prefix).All(bit => (((bytes[bit / 8] ^ others[bit / 8]) >> (7 - bit % 8)) & 1) == 0);
    }
}

using System.Globalization;
using System.Net;
using System.Numerics;

namespace WebConsole.Hypervisor.HostInterfaces;

/// <summary>The kernel's routes, <c>/proc/net/route</c> and <c>/proc/net/ipv6_route</c>.</summary>
internal static class RouteTable
{
    private const int Up = 0x1, Rejects = 0x200;

    /// <summary>The gateway of the default route of IPv4 over each interface.</summary>
    public static IReadOnlyDictionary<string, string> Gateways(string? text)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in (text ?? "").Split('\n').Skip(1))
        {
            if (line.Split(['\t', ' '], StringSplitOptions.RemoveEmptyEntries) is [var name, "00000000", var gateway, _, _, _, _, "00000000", ..] && Hex(gateway) is { } address and not 0)
                found.TryAdd(name, Address(address).ToString());
        }
        return found;
    }

    /// <summary>Where the routes of IPv4 lead, but for the default route. The kernel writes numbers in the byte order of the machine.</summary>
    public static IEnumerable<(IPNetwork Range, string Interface)> Ranges(string? text)
    {
        foreach (var parts in (text ?? "").Split('\n').Skip(1).Select(line => line.Split('\t', StringSplitOptions.TrimEntries)).Where(parts => parts.Length >= 8))
        {
            if (Hex(parts[1]) is { } target && Hex(parts[3]) is { } flags && Hex(parts[7]) is { } mask and not 0 && (flags & Up) != 0 && (flags & Rejects) == 0 && Range(Address(target), BitOperations.PopCount(mask)) is { } range)
                yield return (range, parts[0]);
        }
    }

    /// <summary>Where the routes of IPv6 lead: without those to the host itself and to all hosts of a link.</summary>
    public static IEnumerable<(IPNetwork Range, string Interface)> Ipv6Ranges(string? text)
    {
        foreach (var parts in (text ?? "").Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(parts => parts.Length == 10 && parts[9] != "lo"))
        {
            if (parts[0].Length != 32 || !UInt128.TryParse(parts[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out _) || Hex(parts[1]) is not (> 0 and < 128 and var prefix))
                continue;
            var address = new IPAddress(Convert.FromHexString(parts[0]));
            if (!address.IsIPv6LinkLocal && !address.IsIPv6Multicast && Range(address, (int)prefix) is { } range)
                yield return (range, parts[9]);
        }
    }

    private static uint? Hex(string text) => uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static IPAddress Address(uint number) => new(BitConverter.GetBytes(number));

    private static IPNetwork? Range(IPAddress address, int prefix) => IPNetwork.TryParse(string.Create(CultureInfo.InvariantCulture, $"{address}/{prefix}"), out var range) ? range : null;
}

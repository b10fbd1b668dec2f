using System.Globalization;
using System.Net;

namespace WebConsole.Hypervisor.HostInterfaces;

/// <summary>The kernel's routes of IPv4, <c>/proc/net/route</c>.</summary>
internal static class RouteTable
{
    /// <summary>The gateway of the default route over each interface.</summary>
    public static IReadOnlyDictionary<string, string> Gateways(string? text)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in (text ?? "").Split('\n').Skip(1))
        {
            if (line.Split(['\t', ' '], StringSplitOptions.RemoveEmptyEntries) is [var name, "00000000", var gateway, _, _, _, _, "00000000", ..]
                && uint.TryParse(gateway, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var address) && address != 0)
                found.TryAdd(name, new IPAddress(BitConverter.GetBytes(address)).ToString());
        }
        return found;
    }
}

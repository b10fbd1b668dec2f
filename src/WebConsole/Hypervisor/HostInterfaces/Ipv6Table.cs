using System.Globalization;
using System.Net;

namespace WebConsole.Hypervisor.HostInterfaces;

/// <summary>The kernel's table of IPv6 addresses, <c>/proc/net/if_inet6</c>.</summary>
internal static class Ipv6Table
{
    /// <summary>Of an address that no lifetime ends: somebody has set it.</summary>
    private const int Permanent = 0x80;

    /// <summary>The addresses by the name of their interface.</summary>
    public static ILookup<string, InterfaceAddress> Parse(string? text) => (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Line).OfType<(string Name, InterfaceAddress Address)>()
        .ToLookup(pair => pair.Name, pair => pair.Address, StringComparer.Ordinal);

    private static (string, InterfaceAddress)? Line(string line)
    {
        if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [{ Length: 32 } address, _, var prefix, _, var flags, var name]
            || !int.TryParse(prefix, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var length) || !int.TryParse(flags, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var bits))
            return null;
        try
        {
            var found = new InterfaceAddress(string.Create(CultureInfo.InvariantCulture, $"{new IPAddress(Convert.FromHexString(address))}/{length}"));
            return (name, found with { IsAutomatic = found.IsOfLink || name == "lo" ? null : (bits & Permanent) == 0 });
        }
        catch (FormatException)
        {
            return null;
        }
    }
}

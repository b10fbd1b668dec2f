using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;

namespace WebConsole.Features.Networks.Addresses;

/// <summary>What this machine's kernel knows of networks.</summary>
/// <param name="Interfaces">The names of its interfaces.</param>
/// <param name="Bridges">Those that are bridges.</param>
/// <param name="Addresses">The networks of their addresses.</param>
/// <param name="Routes">Where its routes lead, but for the default route.</param>
internal sealed record KernelNetworks(ImmutableArray<string> Interfaces, ImmutableArray<string> Bridges,
    ImmutableArray<(IPNetwork Range, string Interface)> Addresses, ImmutableArray<(IPNetwork Range, string Interface)> Routes)
{
    private const string Loopback = "lo";
    private const int Up = 0x1, Rejects = 0x200;

    /// <summary>Reads them. What can't be read is left out.</summary>
    public static KernelNetworks Read()
    {
        var found = Interfaced();
        return new(
            [.. found.Select(one => one.Name)],
            [.. found.Select(one => one.Name).Where(name => Directory.Exists($"/sys/class/net/{name}/bridge"))],
            [.. found.Where(one => one.Name != Loopback).SelectMany(AddressesOf)],
            [.. Ipv4Routes(Text("/proc/net/route")), .. Ipv6Routes(Text("/proc/net/ipv6_route"))]);
    }

    /// <summary>The routes of <c>/proc/net/route</c>, whose numbers are hexadecimal in the byte order of the machine.</summary>
    public static IEnumerable<(IPNetwork Range, string Interface)> Ipv4Routes(string text)
    {
        foreach (var parts in text.Split('\n').Skip(1).Select(line => line.Split('\t', StringSplitOptions.TrimEntries)).Where(parts => parts.Length >= 8))
        {
            if (Hex(parts[1]) is not { } target || Hex(parts[3]) is not { } flags || Hex(parts[7]) is not { } mask || mask == 0 || (flags & Up) == 0 || (flags & Rejects) != 0)
                continue;
            yield return (IpNetworks.Around(new IPAddress(BitConverter.GetBytes(target)), BitOf(mask)), parts[0]);
        }
    }

    /// <summary>The routes of <c>/proc/net/ipv6_route</c>: no addresses of its own, none to all hosts of a link.</summary>
    public static IEnumerable<(IPNetwork Range, string Interface)> Ipv6Routes(string text)
    {
        foreach (var parts in text.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(parts => parts.Length == 10 && parts[9] != Loopback))
        {
            if (parts[0].Length != 32 || !UInt128.TryParse(parts[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out _) || Hex(parts[1]) is not { } prefix || prefix is 0 or >= 128)
                continue;
            var address = new IPAddress(Convert.FromHexString(parts[0]));
            if (!address.IsIPv6LinkLocal && !address.IsIPv6Multicast)
                yield return (IpNetworks.Around(address, (int)prefix), parts[9]);
        }
    }

    private static IEnumerable<(IPNetwork, string)> AddressesOf(NetworkInterface one)
    {
        UnicastIPAddressInformationCollection addresses;
        try
        {
            addresses = one.GetIPProperties().UnicastAddresses;
        }
        catch (NetworkInformationException)
        {
            // It has gone meanwhile.
            return [];
        }
        return [.. addresses.Where(address => address.PrefixLength > 0 && !address.Address.IsIPv6LinkLocal).Select(address => (IpNetworks.Around(new IPAddress(address.Address.GetAddressBytes()), address.PrefixLength), one.Name))];
    }

    private static NetworkInterface[] Interfaced()
    {
        try
        {
            return NetworkInterface.GetAllNetworkInterfaces();
        }
        catch (NetworkInformationException)
        {
            return [];
        }
    }

    private static string Text(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static uint? Hex(string text) => uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static int BitOf(uint mask) => System.Numerics.BitOperations.PopCount(mask);
}

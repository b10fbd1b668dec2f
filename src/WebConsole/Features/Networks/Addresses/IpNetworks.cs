using System.Net;
using System.Net.Sockets;
using System.Numerics;

namespace WebConsole.Features.Networks.Addresses;

/// <summary>Arithmetic with networks of addresses, IPv4 and IPv6 alike.</summary>
internal static class IpNetworks
{
    /// <summary>The network of an address: without its host bits.</summary>
    public static IPNetwork Around(IPAddress address, int prefix) => new(AddressOf(NumberOf(address) >> (Bits(address) - prefix) << (Bits(address) - prefix), address.AddressFamily), prefix);

    public static bool Overlap(IPNetwork one, IPNetwork other) =>
        one.BaseAddress.AddressFamily == other.BaseAddress.AddressFamily && (one.Contains(other.BaseAddress) || other.Contains(one.BaseAddress));

    /// <summary>The address so many after the first, or before the end where it is negative: 0 is the network's own, -1 the last.</summary>
    public static IPAddress At(IPNetwork network, BigInteger place) =>
        AddressOf(NumberOf(network.BaseAddress) + (place < 0 ? Size(network) + place : place), network.BaseAddress.AddressFamily);

    /// <summary>How many addresses it has.</summary>
    public static BigInteger Size(IPNetwork network) => BigInteger.One << (Bits(network.BaseAddress) - network.PrefixLength);

    public static BigInteger NumberOf(IPAddress address) => new(address.GetAddressBytes(), isUnsigned: true, isBigEndian: true);

    /// <summary>The bits of an address of that family.</summary>
    public static int Bits(IPAddress address) => address.AddressFamily is AddressFamily.InterNetwork ? 32 : 128;

    private static IPAddress AddressOf(BigInteger number, AddressFamily family)
    {
        var bytes = new byte[family is AddressFamily.InterNetwork ? 4 : 16];
        var written = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        written.CopyTo(bytes, bytes.Length - written.Length);
        return new IPAddress(bytes);
    }
}

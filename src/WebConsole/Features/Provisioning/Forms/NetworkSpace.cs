using System.Net;
using System.Numerics;
using Libvirt.Xml;
using WebConsole.CloudInit.Rules;

namespace WebConsole.Features.Provisioning.Forms;

/// <summary>The addresses of a virtual network, of one kind.</summary>
/// <param name="Host">The host's own.</param>
/// <param name="Length">The length of the prefix.</param>
/// <param name="Ranges">Those that DHCP gives out.</param>
internal sealed record NetworkSpace(IPAddress Host, int Length, IReadOnlyList<(IPAddress First, IPAddress Last)> Ranges)
{
    /// <summary>The host's address with the length of the prefix.</summary>
    public string WithPrefix => $"{Host}/{Length}";

    /// <summary>An address in the network, as an example.</summary>
    public string Example
    {
        get
        {
            var bytes = Host.GetAddressBytes();
            bytes[^1] = (byte)(bytes[^1] is 50 ? 51 : 50);
            return $"{new IPAddress(bytes)}/{Length}";
        }
    }

    public static IEnumerable<NetworkSpace> Of(NetworkXml network)
    {
        foreach (var ip in network.Ips)
            if (IpText.TryParse(ip.Address, out var host) && LengthOf(ip) is { } length)
                yield return new NetworkSpace(host, length, [.. ip.DhcpRanges.Select(RangeOf).OfType<(IPAddress, IPAddress)>()]);
    }

    public bool Holds(IPAddress address) => IpText.IsBeside(address, WithPrefix);

    public bool IsKindOf(IPAddress address) => address.AddressFamily == Host.AddressFamily;

    public bool GivesOut(IPAddress address) => Ranges.Any(range => Compare(range.First, address) <= 0 && Compare(address, range.Last) <= 0);

    private static (IPAddress, IPAddress)? RangeOf(DhcpRangeXml range) => IpText.TryParse(range.Start, out var first) && IpText.TryParse(range.End, out var last) ? (first, last) : null;

    private static int? LengthOf(NetworkIpXml ip) => ip.Prefix ?? (IpText.TryParse(ip.Netmask, out var mask) ? mask.GetAddressBytes().Sum(part => BitOperations.PopCount(part)) : null);

    private static int Compare(IPAddress one, IPAddress other) => one.AddressFamily == other.AddressFamily ? one.GetAddressBytes().AsSpan().SequenceCompareTo(other.GetAddressBytes()) : -1;
}

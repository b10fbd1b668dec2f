using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Libvirt.Xml;
using WebConsole.Text;

namespace WebConsole.Hypervisor.Forwards;

/// <summary>A forward with what its rules of the firewall need. One line of a file in <see cref="ForwardPlaces.Run"/>.</summary>
/// <param name="What">The forward.</param>
/// <param name="Machine">The address that the network keeps for the card.</param>
/// <param name="Network">The network that it is in, <c>192.168.122.0/24</c>.</param>
public sealed record ActiveForward(Forward What, string Machine, string Network)
{
    private const string AnyAddress = "*";

    /// <summary>What a running machine's forwards come to.</summary>
    /// <param name="domain">Its definition in force.</param>
    /// <param name="find">The running network of a name; <c>null</c> where there is none.</param>
    /// <returns>Those whose card is on a NAT network that keeps an address for it.</returns>
    public static IReadOnlyList<ActiveForward> AllOf(DomainXml domain, Func<string, NetworkXml?> find) =>
        [.. Forward.AllOf(domain).Select(forward => NetworkOf(domain, forward.Card) is { } name && find(name) is { } network && KeptIn(network, forward.Card) is { } kept ? new ActiveForward(forward, kept.Address, kept.Network) : null).OfType<ActiveForward>()];

    /// <summary>The name of the network that a card is on; <c>null</c> for none of libvirt's, and for a card that is not there.</summary>
    public static string? NetworkOf(DomainXml domain, string mac) =>
        domain.Interfaces.FirstOrDefault(card => string.Equals(card.MacAddress, mac, StringComparison.OrdinalIgnoreCase)) is { Type: "network", SourceNetwork: { } name } ? name : null;

    /// <summary>The IPv4 address that a NAT network keeps for a card.</summary>
    public static (string Address, string Network)? KeptIn(NetworkXml network, string mac)
    {
        if (network.ForwardMode is not "nat")
            return null;
        foreach (var ip in network.Ips.Where(ip => ip.Family is null or "ipv4"))
        {
            if (ip.DhcpHosts.FirstOrDefault(host => string.Equals(host.MacAddress, mac, StringComparison.OrdinalIgnoreCase)) is { Ip: { } address } && Forward.IsAddress(address) && address != ip.Address && AroundOf(ip) is { } around && around.Contains(IPAddress.Parse(address)))
                return (address, around.ToString());
        }
        return null;
    }

    public string Write() => string.Create(CultureInfo.InvariantCulture, $"{What.Protocol} {What.Address ?? AnyAddress} {What.Port} {What.LastPort} {What.Card} {What.To} {Machine} {Network}");

    /// <summary>Reads a line; <c>null</c> where anything of it can't be.</summary>
    public static ActiveForward? Read(string line) => line.Split(' ') is [var protocol, var address, var port, var last, var card, var to, var machine, var network]
        && Forward.Protocols.Contains(protocol) && (address is AnyAddress || Forward.IsAddress(address)) && Number(port) is { } first && Number(last) is { } end && Number(to) is { } target
        && Forward.IsRange(first, end, target) && MacAddress.IsOfOneCard(card) && Forward.IsAddress(machine) && IPNetwork.TryParse(network, out var around) && around.Contains(IPAddress.Parse(machine))
            ? new ActiveForward(new Forward(protocol, address is AnyAddress ? null : address, first, end, card, target), machine, around.ToString()) : null;

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static IPNetwork? AroundOf(NetworkIpXml ip)
    {
        if (!Forward.IsAddress(ip.Address ?? ""))
            return null;
        var prefix = ip.Prefix ?? (IPAddress.TryParse(ip.Netmask, out var mask) && mask.AddressFamily is AddressFamily.InterNetwork ? (int)uint.PopCount(NumberOf(mask)) : 0);
        if (prefix is < 1 or > 32)
            return null;
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, NumberOf(IPAddress.Parse(ip.Address!)) & (uint.MaxValue << (32 - prefix)));
        return new IPNetwork(new IPAddress(bytes), prefix);

        static uint NumberOf(IPAddress address) => BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());
    }
}

using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace WebConsole.Storage.Fetching;

/// <summary>
/// Which addresses the server downloads from. Who may ask for a download must not reach through the server what only the
/// server can reach: services of the host, of its network, of its cloud.
/// </summary>
internal sealed class FetchAddresses(IOptions<StorageOptions> options)
{
    private const string Private = "a private address", Local = "a link-local address", Loopback = "a loopback address", Special = "an address for special use";

    private static readonly (IPNetwork Network, string Kind)[] _refused =
    [
        .. new[]
        {
            ("0.0.0.0/8", Special), ("10.0.0.0/8", Private), ("100.64.0.0/10", Private), ("127.0.0.0/8", Loopback), ("169.254.0.0/16", Local), ("172.16.0.0/12", Private),
            ("192.0.0.0/24", Special), ("192.168.0.0/16", Private), ("198.18.0.0/15", Private), ("224.0.0.0/4", "a multicast address"), ("240.0.0.0/4", Special),
            // Azure's metadata.
            ("168.63.129.16/32", Special),
            ("::/128", Special), ("::1/128", Loopback), ("fe80::/10", Local), ("fec0::/10", Private), ("fc00::/7", Private), ("ff00::/8", "a multicast address"), ("64:ff9b:1::/48", Private),
            // Teredo, which hides an IPv4 address.
            ("2001::/32", Special),
        }.Select(entry => (IPNetwork.Parse(entry.Item1), entry.Item2)),
    ];

    private readonly IPNetwork[] _allowed = [.. options.Value.FetchFrom.Select(StorageOptions.Network).OfType<IPNetwork>()];

    /// <summary>The host's own addresses; a test replaces them.</summary>
    public Func<IEnumerable<IPAddress>> Own { get; init; } = static () =>
        NetworkInterface.GetAllNetworkInterfaces().SelectMany(card => card.GetIPProperties().UnicastAddresses).Select(entry => entry.Address);

    /// <summary>Why it is not connected to; <c>null</c> if it may be.</summary>
    public string? WhyNot(IPAddress address)
    {
        var plain = Plain(address);
        if (_allowed.Any(network => network.Contains(plain)))
            return null;
        var kind = KindOf(plain) ?? (Inner(plain) is { } inner ? KindOf(inner) : null);
        return kind is null ? null : $"{plain} is {kind}. The server downloads from there only if {StorageOptions.Section}:FetchFrom names it.";
    }

    private string? KindOf(IPAddress address) => _refused.FirstOrDefault(entry => entry.Network.Contains(address)).Kind
        ?? (Own().Any(own => Plain(own).Equals(address)) ? "an address of this host" : null);

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4()
        : address is { AddressFamily: AddressFamily.InterNetworkV6, ScopeId: not 0 } ? new IPAddress(address.GetAddressBytes())
        : address;

    /// <summary>The IPv4 address to which an IPv6 address leads: by NAT64, 6to4, ISATAP, SIIT, or the old compatible form.</summary>
    private static IPAddress? Inner(IPAddress address) => address.AddressFamily is not AddressFamily.InterNetworkV6 ? null : address.GetAddressBytes() switch
    {
        [0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0, .. var last] => new IPAddress(last),
        [0x20, 0x02, var a, var b, var c, var d, ..] => new IPAddress([a, b, c, d]),
        [_, _, _, _, _, _, _, _, 0 or 2, 0, 0x5e, 0xfe, .. var last] => new IPAddress(last),
        [0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, .. var last] => new IPAddress(last),
        [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. var last] => new IPAddress(last),
        _ => null,
    };
}

using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Libvirt.Xml;
using WebConsole.CloudInit.Rules;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.HostInterfaces;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Networks.Addresses;

/// <summary>The addresses that a host's networks, interfaces and routes have: a new network may have none of them.</summary>
internal sealed class TakenRanges(IEnumerable<TakenRange> ranges)
{
    private readonly ImmutableArray<TakenRange> _ranges = [.. ranges];

    /// <param name="inventory">What there is.</param>
    /// <param name="host">The host.</param>
    /// <param name="kernel">What its kernel says; <c>null</c> where that is not to be had, as of a host elsewhere.</param>
    /// <param name="except">A network that is changed.</param>
    public static TakenRanges Of(InventorySnapshot inventory, string host, HostInterfaceReading? kernel, Guid? except = null)
    {
        var networks = inventory.Networks.Values.Where(network => network.Host == host).OrderBy(network => network.Name, StringComparer.Ordinal).ToList();
        // What libvirt has made of a network is its own.
        var bridges = networks.Select(network => network.Bridge).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return new([
            .. networks.Where(network => network.Uuid != except).SelectMany(OfNetwork),
            .. (kernel?.All ?? []).Where(one => one.Kind is not InterfaceKind.Loopback && !bridges.Contains(one.Name)).SelectMany(OfInterface).Concat(OfGateways(kernel)),
            .. (kernel?.Routes ?? []).Where(range => !bridges.Contains(range.Interface)).Select(range => new TakenRange(range.Range, $"a route of the host through {range.Interface}")),
        ]);
    }

    /// <summary>What has some of these addresses; <c>null</c> if nothing.</summary>
    public TakenRange? Overlapping(IPNetwork wanted) => _ranges.FirstOrDefault(taken => IpNetworks.Overlap(taken.Range, wanted));

    /// <summary>A private IPv4 network that nothing has; <c>null</c> if there is none of that size.</summary>
    public IPNetwork? FreeIpv4(int prefix = 24) => Candidates().Select(address => IpNetworks.Around(IPAddress.Parse(address), prefix)).Cast<IPNetwork?>().FirstOrDefault(range => Overlapping(range!.Value) is null);

    /// <summary>A private IPv6 network of 64 bits that nothing has, with random bits as RFC 4193 has it.</summary>
    public IPNetwork FreeIpv6(Random random)
    {
        while (true)
        {
            var bytes = new byte[16];
            bytes[0] = 0xfd;
            random.NextBytes(bytes.AsSpan(1, 5));
            var range = new IPNetwork(new IPAddress(bytes), 64);
            if (Overlapping(range) is null)
                return range;
        }
    }

    // libvirt's own is 192.168.122.0/24, routers at home have the first of these.
    private static IEnumerable<string> Candidates() =>
        [.. Enumerable.Range(100, 155).Select(third => $"192.168.{third}.0"), .. Enumerable.Range(2, 98).Select(third => $"192.168.{third}.0"), .. Enumerable.Range(16, 16).Select(second => $"172.{second}.0.0"), .. Enumerable.Range(64, 192).Select(second => $"10.{second}.0.0")];

    private static IEnumerable<TakenRange> OfNetwork(Hypervisor.Inventory.Network network) => new[] { network.Xml, network.InactiveXml }
        .SelectMany(xml => NetworkXml.TryParse(xml, out var read) ? Ranges(read) : []).Distinct().Select(range => new TakenRange(range, $"the network {network.Name}"));

    private static IEnumerable<TakenRange> OfInterface(HostInterface one) => one.Addresses.Where(address => !address.IsOfLink).Select(address => address.Address.Split('/'))
        .Select(parts => parts is [var address, var prefix] && int.TryParse(prefix, CultureInfo.InvariantCulture, out var length) && length > 0 ? Range(address, length) : null)
        .OfType<IPNetwork>().Select(range => new TakenRange(range, $"the interface {one.Name} of the host"));

    /// <summary>A gateway may lie outside of all networks of the host.</summary>
    private static IEnumerable<TakenRange> OfGateways(HostInterfaceReading? kernel) => (kernel?.All ?? [])
        .Select(one => Range(one.Gateway, 32) is { } range ? new TakenRange(range, $"the default gateway of the host through {one.Name}") : null).OfType<TakenRange>();

    private static IEnumerable<IPNetwork> Ranges(NetworkXml network) => [
        .. network.Ips.Select(ip => Range(ip.Address, NetworkRanges.Prefix(ip))).OfType<IPNetwork>(),
        .. network.Routes.Select(route => Range(route.Address, route.Prefix ?? NetworkRanges.PrefixOf(route.Netmask))).OfType<IPNetwork>(),
    ];

    /// <summary>libvirt takes what is without a prefix by the classes of old.</summary>
    private static IPNetwork? Range(string? text, int? prefix) => !IpText.TryParse(text, out var address) ? null
        : (prefix ?? ByClass(address)) is var length && length >= 0 && length <= IpNetworks.Bits(address) ? IpNetworks.Around(address, length) : null;

    private static int ByClass(IPAddress address) => address.AddressFamily is AddressFamily.InterNetworkV6 ? 64
        : address.GetAddressBytes()[0] switch { < 128 => 8, < 192 => 16, _ => 24 };
}

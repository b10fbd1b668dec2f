using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Libvirt;
using Libvirt.Xml;
using WebConsole.Features.Machines.Devices;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.HostInterfaces;
using WebConsole.Hypervisor.Inventory;
using Network = WebConsole.Hypervisor.Inventory.Network;

namespace WebConsole.Features.Machines.Reach;

/// <summary>All that is known of the way to a machine's card at one moment. All texts in it are untrusted.</summary>
/// <param name="Device">The card.</param>
/// <param name="Card">As it is in the definition in force, or, of a machine that is off, in that of its next start.</param>
internal sealed record CardFacts(MachineDevice Device, InterfaceXml Card)
{
    /// <summary>The virtual network that it is on, by its name or by its bridge; <c>null</c> if it is on none, or the host has none of that name.</summary>
    public Network? Network { get; init; }

    /// <summary>The interfaces of the host as its kernel tells them; <c>null</c> of a host elsewhere.</summary>
    public HostInterfaceReading? Interfaces { get; init; }

    /// <summary>Whether the network's DHCP server runs; <c>null</c> where that can't be seen.</summary>
    public bool? DhcpRuns { get; init; }

    /// <summary>The card's addresses, each with where it is known from.</summary>
    public ImmutableArray<CardAddress> Addresses { get; init; } = [];

    /// <summary>What the network has given out, to others too.</summary>
    public ImmutableArray<DhcpLease> Leases { get; init; } = [];

    /// <summary>Those of IPv4, each once.</summary>
    public string[] Ipv4Addresses => [.. Addresses.Select(address => address.Address).Where(address => IPAddress.TryParse(address, out var read) && read.AddressFamily is AddressFamily.InterNetwork).Distinct()];

    /// <summary>Whether the host sends packets of IPv4 on from one network to another; <c>null</c> where that can't be seen.</summary>
    public bool? Forwards { get; init; }

    /// <summary>Whether the host has the packet filter that the card names.</summary>
    public bool HasFilter { get; init; }

    /// <summary>What libvirt is told to make firewall rules with: <c>nftables</c>, <c>iptables</c>; <c>null</c> where its settings do not say.</summary>
    public string? FirewallBackend { get; init; }

    /// <summary>The bridge that the card has to be a port of.</summary>
    public string? Bridge => Card.Type is "network" or "bridge" ? Card.SourceBridge ?? NetworkXml?.Bridge ?? Network?.Bridge : null;

    public NetworkXml? NetworkXml => NetworkXml.TryParse(Network?.Xml, out var xml) ? xml : null;

    /// <summary>The IPv4 address that the network keeps for the card.</summary>
    public string? Kept => NetworkXml?.Ips.Where(ip => ip.Family is null or "ipv4").SelectMany(ip => ip.DhcpHosts).FirstOrDefault(host => host.MacAddress is not null && string.Equals(host.MacAddress, Card.MacAddress, StringComparison.OrdinalIgnoreCase))?.Ip;

    /// <summary>Whether some of these are addresses of IPv4, and none of them lies in a range that the network has: its ranges have been changed since.</summary>
    public bool AreOfEarlierRange(IEnumerable<string> addresses) => IsOfLibvirt && NetworkXml is { } network
        && addresses.Where(address => IPAddress.TryParse(address, out var read) && read.AddressFamily is AddressFamily.InterNetwork).ToArray() is { Length: > 0 } of4 && of4.All(address => NetworkRanges.IsOutside(network, address));

    /// <summary>Whether libvirt itself makes the bridge, gives out addresses and writes firewall rules.</summary>
    public bool IsOfLibvirt => NetworkBridge.IsOwn(NetworkXml);

    /// <summary>The virtual network that a card is on. A bridge that the host has is that of no network that is off.</summary>
    /// <param name="inventory">What there is.</param>
    /// <param name="host">The card's host.</param>
    /// <param name="card">The card.</param>
    /// <param name="interfaces">The interfaces of the host; <c>null</c> where they are not known.</param>
    public static Network? NetworkOf(InventorySnapshot inventory, string host, InterfaceXml card, HostInterfaceReading? interfaces) => card switch
    {
        { Type: "network", SourceNetwork: { } name } => inventory.Networks.Values.FirstOrDefault(network => network.Host == host && network.Name == name),
        { Type: "bridge", SourceBridge: { } bridge } => inventory.Networks.Values.Where(network => network.Host == host && NetworkXml.TryParse(network.Xml, out var xml) && NetworkBridge.IsOwn(xml) && (network.Bridge ?? xml.Bridge) == bridge)
            .OrderByDescending(network => network.Active).FirstOrDefault(network => network.Active || (interfaces is not null && interfaces.Find(bridge) is null)),
        _ => null,
    };
}

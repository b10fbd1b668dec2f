using Libvirt.Xml;
using WebConsole.Actions;
using WebConsole.Hypervisor.Definitions;
using Network = WebConsole.Hypervisor.Inventory.Network;

namespace WebConsole.Features.Networks;

/// <summary>A network in the API.</summary>
internal sealed record NetworkItem
{
    public required string Host { get; init; }
    public required Guid Uuid { get; init; }
    public required string Name { get; init; }

    /// <summary><c>active</c> or <c>inactive</c>.</summary>
    public required string State { get; init; }

    public required bool Persistent { get; init; }
    public required bool Autostart { get; init; }

    /// <summary>How packets leave: <c>nat</c>, <c>route</c>, <c>open</c>, <c>isolated</c>, <c>bridge</c>, <c>macvtap</c>, <c>sriov</c>.</summary>
    public string? Forward { get; init; }

    /// <summary>The bridge on the host.</summary>
    public string? Bridge { get; init; }

    /// <summary>The interfaces of the host, or PCI addresses, through which packets leave.</summary>
    public required IReadOnlyList<string> Devices { get; init; }

    public string? Domain { get; init; }

    public int? Mtu { get; init; }

    /// <summary>Its own addresses, with what DHCP gives out.</summary>
    public required IReadOnlyList<NetworkAddressItem> Addresses { get; init; }

    /// <summary>What its next start will change, of one that runs.</summary>
    public required IReadOnlyList<NetworkPendingItem> Pending { get; init; }

    /// <summary>The actions that make sense in this state and that you may run.</summary>
    public required IReadOnlyList<string> Actions { get; init; }

    /// <param name="network">The network.</param>
    /// <param name="offered">What may be done to it.</param>
    /// <param name="operates">Whether who asks may read all of a definition.</param>
    public static NetworkItem Of(Network network, OfferedActions offered, bool operates)
    {
        var xml = NetworkXml.TryParse(network.Xml, out var parsed) ? parsed : null;
        return new NetworkItem
        {
            Host = network.Host,
            Uuid = network.Uuid,
            Name = network.Name,
            State = network.Active ? "active" : "inactive",
            Persistent = network.Persistent,
            Autostart = network.Autostart,
            Forward = xml is null ? null : NetworkWords.Mode(xml),
            Bridge = network.Bridge,
            Devices = NetworkWords.Devices(xml),
            Domain = xml?.DomainName,
            Mtu = xml?.Mtu,
            Addresses = [.. xml?.Ips.Select(NetworkAddressItem.Of) ?? []],
            Pending = [.. PendingNetwork.Of(network, operates).Select(change => new NetworkPendingItem(change.Path, change.Old, change.New))],
            Actions = [.. offered.Now.Select(action => action.Word)],
        };
    }
}

/// <summary>An address of a network.</summary>
/// <param name="Address">The host's own in the network.</param>
/// <param name="Prefix">The length of its prefix.</param>
/// <param name="Dhcp">The ranges that DHCP gives out.</param>
internal sealed record NetworkAddressItem(string? Address, int? Prefix, IReadOnlyList<AddressRange> Dhcp)
{
    public static NetworkAddressItem Of(NetworkIpXml ip) => new(ip.Address, NetworkRanges.Prefix(ip), [.. ip.DhcpRanges.Select(range => new AddressRange(range.Start, range.End))]);
}

/// <summary>A change that waits for the next start of a network.</summary>
/// <param name="Path">Its place in the definition.</param>
/// <param name="Now">The value in force; missing for what comes, and for elements.</param>
/// <param name="Next">The value after a restart; missing for what goes, and for elements.</param>
internal sealed record NetworkPendingItem(string Path, string? Now, string? Next);

using Libvirt;
using Libvirt.Xml;
using WebConsole.Features.Networks.Making;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using Network = WebConsole.Hypervisor.Inventory.Network;

namespace WebConsole.Features.Networks.Commands;

/// <summary>What may not be meant with an address that a network is to keep: who has it now.</summary>
internal static class FixedAddressDoubts
{
    public static IEnumerable<string> Of(InventorySnapshot inventory, Network network, NewDhcpHost asked) => new[] { OfLease(inventory, network, asked), OfFilter(inventory, network, asked), OfWaiting(network, asked) }.OfType<string>();

    /// <summary>dnsmasq gives a kept address to nobody else, also not to who has it by a lease.</summary>
    private static string? OfLease(InventorySnapshot inventory, Network network, NewDhcpHost asked) =>
        inventory.Leases.GetValueOrDefault((network.Host, network.Name), []).FirstOrDefault(lease => lease.Address == asked.Ip && !IsOf(lease, asked)) is { } lease
            ? $"{Holder(inventory, network, lease)} has it by a lease, and loses it when it asks again. Only then can this one get it." : null;

    /// <summary>A packet filter that was told another address drops all that the machine sends under this one.</summary>
    private static string? OfFilter(InventorySnapshot inventory, Network network, NewDhcpHost asked)
    {
        foreach (var machine in inventory.Machines.Values.Where(machine => machine.Id.Host == network.Host && machine.MacAddresses.Contains(asked.Mac ?? "", StringComparer.OrdinalIgnoreCase)))
        {
            if (!DomainXml.TryParse(machine.Xml, out var domain) || domain.Interfaces.FirstOrDefault(card => string.Equals(card.MacAddress, asked.Mac, StringComparison.OrdinalIgnoreCase)) is not { } card)
                continue;
            if (OwnAddressFilter.AddressesOf(card) is { Length: > 0 } only && !only.Contains(asked.Ip))
                return $"{machine.Name} may only use {string.Join(", ", only)}, and is cut off once it has another: tell its packet filter {card.Filter} the address too, as the parameter IP in the settings of the card.";
        }
        return null;
    }

    /// <summary>A change of the ranges that waits for a restart.</summary>
    private static string? OfWaiting(Network network, NewDhcpHost asked) => network is not { Active: true, InactiveXml: { } stored } || !NetworkXml.TryParse(network.Xml, out var now) || !NetworkXml.TryParse(stored, out var next) ? null
        : (NetworkRanges.PlaceOf(now, asked.Ip), NetworkRanges.PlaceOf(next, asked.Ip)) switch
        {
            ({ }, null) => $"Only until the network is restarted: then it has {string.Join(", ", NetworkRanges.Addresses(next))}.",
            (null, { }) => "From the restart of the network on, which a change waits for.",
            _ => null,
        };

    /// <summary>Whether who has a lease is whom an address is kept for.</summary>
    public static bool IsOf(DhcpLease lease, NewDhcpHost asked) =>
        !string.IsNullOrEmpty(asked.Mac) ? string.Equals(lease.HardwareAddress, asked.Mac, StringComparison.OrdinalIgnoreCase)
        : !string.IsNullOrEmpty(asked.Id) ? string.Equals(lease.ClientId, asked.Id, StringComparison.OrdinalIgnoreCase)
        : string.Equals(lease.HostName, asked.Name, StringComparison.OrdinalIgnoreCase);

    private static string Holder(InventorySnapshot inventory, Network network, DhcpLease lease) =>
        inventory.Machines.Values.FirstOrDefault(machine => machine.Id.Host == network.Host && machine.MacAddresses.Contains(lease.HardwareAddress ?? "", StringComparer.OrdinalIgnoreCase))?.Name
        ?? (lease.HardwareAddress is { } mac ? $"The card {mac}" : "Another one");
}

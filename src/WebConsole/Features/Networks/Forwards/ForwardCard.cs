using Libvirt.Xml;
using WebConsole.Hypervisor.Forwards;
using WebConsole.Hypervisor.Inventory;
using Network = WebConsole.Hypervisor.Inventory.Network;

namespace WebConsole.Features.Networks.Forwards;

/// <summary>A card of a machine on a NAT network.</summary>
/// <param name="Mac">Its MAC address, in lower case.</param>
/// <param name="Network">The network.</param>
/// <param name="Kept">The address that the network keeps for it; <c>null</c> for none.</param>
/// <param name="Leased">The address that it has now.</param>
internal sealed record ForwardCard(string Mac, Network Network, string? Kept, string? Leased)
{
    /// <summary>Those of a machine's definition for its next start.</summary>
    public static IReadOnlyList<ForwardCard> Of(InventorySnapshot inventory, Machine machine) => !DomainXml.TryParse(machine.InactiveXml ?? machine.Xml, out var domain) ? [] :
    [
        .. from card in domain.Interfaces
           where card is { Type: "network", SourceNetwork: not null, MacAddress: not null }
           let network = inventory.Networks.Values.FirstOrDefault(known => known.Host == machine.Id.Host && known.Name == card.SourceNetwork)
           where network is not null && NetworkXml.TryParse(network.InactiveXml ?? network.Xml, out var xml) && xml.ForwardMode is "nat"
           select Read(inventory, network, card.MacAddress!.ToLowerInvariant()),
    ];

    /// <summary>Whether a machine has a card on any network of libvirt's; which kind it is, the operation says.</summary>
    public static bool IsOnNetwork(Machine machine) => DomainXml.TryParse(machine.InactiveXml ?? machine.Xml, out var domain) && domain.Interfaces.Any(card => card is { Type: "network", MacAddress: not null });

    private static ForwardCard Read(InventorySnapshot inventory, Network network, string mac) => new(mac, network, ActiveForward.KeptIn(NetworkXml.Parse(network.InactiveXml ?? network.Xml), mac)?.Address,
        inventory.Leases.GetValueOrDefault((network.Host, network.Name), []).Where(lease => lease.Type is Libvirt.IPAddressType.IPv4 && string.Equals(lease.HardwareAddress, mac, StringComparison.OrdinalIgnoreCase)).Select(lease => lease.Address).FirstOrDefault());
}

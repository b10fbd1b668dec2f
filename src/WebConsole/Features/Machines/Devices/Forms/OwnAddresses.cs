using System.Net;
using System.Net.Sockets;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines.Devices.Forms;

/// <summary>The switch that keeps a card to its own addresses: libvirt's filter against false senders, told which they are.</summary>
internal static class OwnAddresses
{
    public const string Filter = "clean-traffic";

    /// <summary>Without an address libvirt takes the first one that the guest uses, so it is told to wait for the one that DHCP gives.</summary>
    private static readonly FilterParameter ByDhcp = new("CTRL_IP_LEARNING", "dhcp");

    public static bool Are(CardDraft card) => card.Filter == Filter;

    /// <summary>Switches it; a filter of another name is replaced.</summary>
    /// <param name="card">What is entered.</param>
    /// <param name="only">Whether it may only use its own.</param>
    /// <param name="machine">Whose card it is.</param>
    /// <param name="inventory">For the addresses that networks of the host have given the card.</param>
    public static void Set(CardDraft card, bool only, Machine machine, InventorySnapshot inventory)
    {
        if (only == Are(card))
            return;
        card.Filter = only ? Filter : null;
        card.FilterParameters = !only ? [] : AddressesOf(card, machine, inventory) is { Length: > 0 } known ? known : [ByDhcp];
    }

    private static FilterParameter[] AddressesOf(CardDraft card, Machine machine, InventorySnapshot inventory) => string.IsNullOrEmpty(card.Mac) ? [] :
        [.. inventory.Leases.Where(network => network.Key.Host == machine.Id.Host).SelectMany(network => network.Value)
            .Where(lease => string.Equals(lease.HardwareAddress, card.Mac, StringComparison.OrdinalIgnoreCase) && IPAddress.TryParse(lease.Address, out var address) && address.AddressFamily is AddressFamily.InterNetwork)
            .Select(lease => lease.Address).Distinct().Select(address => new FilterParameter("IP", address))];
}

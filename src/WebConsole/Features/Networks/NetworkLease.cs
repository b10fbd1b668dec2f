using Libvirt;
using WebConsole.Hypervisor.Inventory;
using Network = WebConsole.Hypervisor.Inventory.Network;

namespace WebConsole.Features.Networks;

/// <summary>A lease, with the machine that has a card of its MAC address.</summary>
internal sealed record NetworkLease(DhcpLease Lease, Machine? Machine)
{
    /// <summary>Those of a network that have not expired, the newest first.</summary>
    public static IReadOnlyList<NetworkLease> Of(InventorySnapshot inventory, Network network, DateTimeOffset now) =>
        Of(inventory.Leases.GetValueOrDefault((network.Host, network.Name), []), NetworkUsers.Of(inventory, network), now);

    /// <param name="leases">As libvirt gave them.</param>
    /// <param name="machines">Those with a card in the network.</param>
    /// <param name="now">What has expired since libvirt was asked is left out; libvirt leaves out the rest.</param>
    public static IReadOnlyList<NetworkLease> Of(IEnumerable<DhcpLease> leases, IEnumerable<Machine> machines, DateTimeOffset now)
    {
        var byCard = machines.SelectMany(machine => MachineLinks.Of(machine).Cards.Select(card => (card.MacAddress, machine))).ToLookup(pair => pair.MacAddress, pair => pair.machine, StringComparer.OrdinalIgnoreCase);
        return [.. leases.Where(lease => lease.ExpiresAt is null || lease.ExpiresAt > now)
            .OrderByDescending(lease => lease.ExpiresAt ?? DateTimeOffset.MaxValue)
            .Select(lease => new NetworkLease(lease, byCard[lease.HardwareAddress ?? ""].FirstOrDefault()))];
    }
}

using System.Collections.Immutable;
using Libvirt;

namespace WebConsole.Hypervisor.Inventory;

/// <summary>Which addresses the host's networks have leased, by MAC address.</summary>
internal static class LeaseReader
{
    public static ILookup<string, string> Read(LibvirtConnection connection)
    {
        var leases = new List<DhcpLease>();
        foreach (var network in connection.ListNetworks())
        {
            using (network)
            {
                if (network.IsActive)
                    leases.AddRange(network.GetDhcpLeases());
            }
        }
        return leases.Where(lease => lease.HardwareAddress is not null)
            .ToLookup(lease => lease.HardwareAddress!, lease => lease.Address, StringComparer.OrdinalIgnoreCase);
    }

    public static InventorySnapshot Apply(InventorySnapshot snapshot, string host, ILookup<string, string> leases)
    {
        var changed = snapshot.Machines.Values
            .Where(machine => machine.Id.Host == host)
            .Select(machine => (Machine: machine, Addresses: AddressesOf(machine, leases)))
            .Where(found => !found.Addresses.SequenceEqual(found.Machine.Addresses))
            .Select(found => KeyValuePair.Create(found.Machine.Id, found.Machine with { Addresses = found.Addresses }))
            .ToList();
        return changed.Count == 0 ? snapshot : snapshot with { Machines = snapshot.Machines.SetItems(changed) };
    }

    // A lease outlives the machine that asked for it; a machine that is off has no address.
    private static ImmutableArray<string> AddressesOf(Machine machine, ILookup<string, string> leases) =>
        machine.State.IsActive() ? [.. machine.MacAddresses.SelectMany(mac => leases[mac]).Distinct()] : [];
}

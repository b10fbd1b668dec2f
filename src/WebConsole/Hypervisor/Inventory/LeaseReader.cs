using System.Collections.Immutable;
using Libvirt;

namespace WebConsole.Hypervisor.Inventory;

/// <summary>Which addresses the host's networks have leased, by MAC address.</summary>
internal static class LeaseReader
{
    public static Leases Read(LibvirtConnection connection)
    {
        var leases = new List<DhcpLease>();
        var failures = new List<string>();
        var networks = connection.ListNetworks();
        try
        {
            foreach (var network in networks)
                Read(network, leases, failures);
        }
        finally
        {
            foreach (var network in networks)
                network.Dispose();
        }
        var addresses = leases.Where(lease => lease.HardwareAddress is not null)
            .ToLookup(lease => lease.HardwareAddress!, lease => lease.Address, StringComparer.OrdinalIgnoreCase);
        return new Leases(addresses, failures.Count == 0 ? null : string.Join("; ", failures));
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
        machine.IsActive ? [.. machine.MacAddresses.SelectMany(mac => leases[mac]).Distinct()] : [];

    private static void Read(Libvirt.Network network, List<DhcpLease> leases, List<string> failures)
    {
        try
        {
            if (network.IsActive)
                leases.AddRange(network.GetDhcpLeases());
        }
        catch (LibvirtException exception) when (exception.Code is LibvirtErrorCode.NoSupport or LibvirtErrorCode.NoNetwork)
        {
            // This driver has no leases, or the network went away since it was listed.
        }
        catch (LibvirtException exception)
        {
            failures.Add(exception.Message);
        }
    }

    /// <param name="Addresses">By MAC address.</param>
    /// <param name="Failure">Why those of some networks are missing.</param>
    internal sealed record Leases(ILookup<string, string> Addresses, string? Failure);
}

using System.Collections.Immutable;
using Libvirt;

namespace WebConsole.Hypervisor.Inventory;

/// <summary>
/// Reads the addresses that the host's networks have leased, by MAC address. libvirt leaves out expired leases.
/// </summary>
internal static class LeaseReader
{
    /// <param name="connection">To the host.</param>
    /// <param name="before">The previous result, which is kept for networks that can't be read now.</param>
    public static Leases Read(LibvirtConnection connection, Leases before)
    {
        var networks = connection.ListNetworks();
        try
        {
            return Combine(networks.Select(Read), before);
        }
        finally
        {
            foreach (var network in networks)
                network.Dispose();
        }
    }

    internal static Leases Combine(IEnumerable<(string Network, ImmutableArray<DhcpLease> Leases, string? Failure)> read, Leases before)
    {
        (string Network, ImmutableArray<DhcpLease> Leases, string? Failure)[] networks = [.. read];
        var failures = networks.Select(network => network.Failure).OfType<string>().ToArray();
        return new Leases(
            Leases.None.ByNetwork.SetItems(networks.Select(network => KeyValuePair.Create(network.Network, network.Failure is null ? network.Leases : before.ByNetwork.GetValueOrDefault(network.Network, [])))),
            failures is [] ? null : string.Join("; ", failures));
    }

    internal static ILookup<string, (string Network, DhcpLease Lease)> ByMacAddress(IEnumerable<(string Network, DhcpLease Lease)> leases) => leases
        .Where(held => held.Lease.HardwareAddress is not null)
        .ToLookup(held => held.Lease.HardwareAddress!, StringComparer.OrdinalIgnoreCase);

    public static InventorySnapshot Apply(InventorySnapshot snapshot, string host, ILookup<string, (string Network, DhcpLease Lease)> leases)
    {
        var changed = snapshot.Machines.Values
            .Where(machine => machine.Id.Host == host)
            .Select(machine => (Before: machine, Now: WithAddresses(machine, leases)))
            .Where(found => !found.Now.IsSameAs(found.Before))
            .Select(found => KeyValuePair.Create(found.Before.Id, found.Now))
            .ToList();
        return changed.Count == 0 ? snapshot : snapshot with { Machines = snapshot.Machines.SetItems(changed) };
    }

    /// <summary>
    /// A reinstalled guest asks as another client and gets another lease beside its old one. So each card has, in each
    /// network and address family, one current lease (the newest) and perhaps earlier leases that have not expired.
    /// </summary>
    private static Machine WithAddresses(Machine machine, ILookup<string, (string Network, DhcpLease Lease)> leases)
    {
        // A lease outlives the run of the machine that asked for it; a machine that is off has no address.
        if (!machine.IsActive)
            return machine with { Addresses = [], EarlierAddresses = [] };
        var held = MachineLinks.Of(machine).Cards
            .SelectMany(card => leases[card.MacAddress].Where(lease => card.Network is null || card.Network == lease.Network)
                .GroupBy(lease => (lease.Network, lease.Lease.Type)).OrderBy(group => group.Key.Type).Select(NewestFirst))
            .ToArray();
        var current = held.Select(addresses => addresses[0]).Distinct().ToImmutableArray();
        return machine with
        {
            Addresses = current,
            EarlierAddresses = [.. held.SelectMany(addresses => addresses.Skip(1)).Distinct().Except(current)],
        };
    }

    // A lease without an expiry counts as the newest; of two leases with the same expiry, libvirt lists the newer one last.
    private static string[] NewestFirst(IEnumerable<(string Network, DhcpLease Lease)> leases) =>
        [.. leases.Select(held => held.Lease).Reverse().OrderByDescending(lease => lease.ExpiresAt ?? DateTimeOffset.MaxValue).Select(lease => lease.Address)];

    private static (string Network, ImmutableArray<DhcpLease> Leases, string? Failure) Read(Libvirt.Network network)
    {
        try
        {
            return (network.Name, network.IsActive ? [.. network.GetDhcpLeases()] : [], null);
        }
        catch (LibvirtException exception) when (exception.Code is LibvirtErrorCode.NoSupport or LibvirtErrorCode.NoNetwork)
        {
            // The driver has no leases, or the network vanished since it was listed.
            return (network.Name, [], null);
        }
        catch (LibvirtException exception)
        {
            return (network.Name, [], exception.Message);
        }
    }

    /// <param name="ByNetwork">The leases of each network, by its name.</param>
    /// <param name="Failure">The error of the networks that could not be read, whose previous leases are kept.</param>
    internal sealed record Leases(ImmutableDictionary<string, ImmutableArray<DhcpLease>> ByNetwork, string? Failure)
    {
        public static readonly Leases None = new(ImmutableDictionary<string, ImmutableArray<DhcpLease>>.Empty, null);

        /// <summary>All leases, each with its network.</summary>
        public ILookup<string, (string Network, DhcpLease Lease)> ByMacAddress { get; } =
            LeaseReader.ByMacAddress(ByNetwork.SelectMany(network => network.Value.Select(lease => (network.Key, lease))));
    }
}

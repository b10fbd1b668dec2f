using System.Collections.Immutable;

namespace WebConsole.Hypervisor.Inventory;

/// <summary>Everything known at one moment, immutable: a page reads one and never waits for a lock.</summary>
public sealed record InventorySnapshot
{
    public static readonly InventorySnapshot Empty = new();

    /// <summary>In the order of the configuration.</summary>
    public ImmutableArray<HostStatus> Hosts { get; init; } = [];
    public ImmutableDictionary<MachineId, Machine> Machines { get; init; } = ImmutableDictionary<MachineId, Machine>.Empty;
    public ImmutableDictionary<(string Host, Guid Uuid), Network> Networks { get; init; } = ImmutableDictionary<(string, Guid), Network>.Empty;
    public ImmutableDictionary<(string Host, Guid Uuid), StoragePool> StoragePools { get; init; } = ImmutableDictionary<(string, Guid), StoragePool>.Empty;

    /// <summary>What lies in each pool; a pool that is not here has not been looked into.</summary>
    public ImmutableDictionary<(string Host, Guid Pool), PoolVolumes> Volumes { get; init; } = ImmutableDictionary<(string, Guid), PoolVolumes>.Empty;

    public ImmutableDictionary<(string Host, string Name), NodeDevice> NodeDevices { get; init; } = ImmutableDictionary<(string, string), NodeDevice>.Empty;

    public HostStatus? Host(string name) => Hosts.FirstOrDefault(host => host.Name == name);

    /// <summary>The same with one host's status changed; itself where nothing changed.</summary>
    public InventorySnapshot WithHost(string name, Func<HostStatus, HostStatus> change)
    {
        if (Host(name) is not { } status || change(status) is var changed && changed == status)
            return this;
        return this with { Hosts = Hosts.Replace(status, changed) };
    }

    /// <summary>The same with one machine as just read, its addresses kept while it runs; itself where nothing changed.</summary>
    public InventorySnapshot WithMachine(Machine machine)
    {
        var known = Machines.GetValueOrDefault(machine.Id);
        if (known is not null && machine.State.IsActive())
            machine = machine with { Addresses = known.Addresses, EarlierAddresses = known.EarlierAddresses };
        return machine.IsSameAs(known) ? this : this with { Machines = Machines.SetItem(machine.Id, machine) };
    }

    /// <summary>The same with what was just found in a pool, and without what lay in pools that are gone; itself where nothing changed.</summary>
    public InventorySnapshot WithVolumes((string Host, Guid Pool) pool, PoolVolumes volumes)
    {
        var kept = Volumes.RemoveRange(Volumes.Keys.Where(key => !StoragePools.ContainsKey(key)));
        if (StoragePools.ContainsKey(pool) && !volumes.IsSameAs(kept.GetValueOrDefault(pool)))
            kept = kept.SetItem(pool, volumes);
        return ReferenceEquals(kept, Volumes) ? this : this with { Volumes = kept };
    }
}

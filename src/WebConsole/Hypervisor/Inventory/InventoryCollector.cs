using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading.Channels;
using System.Xml;
using Libvirt;
using WebConsole.Hypervisor.Connections;

namespace WebConsole.Hypervisor.Inventory;

/// <summary>
/// Brings what libvirt has into the <see cref="InventoryStore"/>: all of a host, or the objects that events named; storage apart.
/// Each machine is read by a call of its own, so that one that does not answer leaves the others current.
/// </summary>
internal sealed class InventoryCollector(HypervisorGateway gateway, InventoryStore store, ILogger<InventoryCollector> logger)
{
    /// <summary>What was last said of an object that can't be read: said again only when it changes.</summary>
    private readonly ConcurrentDictionary<(string Host, string What), string> _unreadable = new();

    /// <summary>By host.</summary>
    private readonly ConcurrentDictionary<string, LeaseReader.Leases> _leases = new();

    /// <summary>Reads a machine; a test has states that no driver brings about.</summary>
    internal Func<Domain, ConfiguredHost, Machine> MachineOf { get; init; } = MachineReader.Read;

    /// <inheritdoc cref="MachineOf"/>
    internal Func<Domain, ImmutableArray<DiskError>> DiskErrorsOf { get; init; } = MachineStateReader.ReadDiskErrors;

    /// <summary>Reads a pool; a test has one that hangs.</summary>
    internal Func<LibvirtConnection, ObjectId, Func<InventorySnapshot, InventorySnapshot>> PoolOf { get; init; } = InventoryResources.ReadPool;

    /// <summary>Reads all of a host, but for storage.</summary>
    /// <param name="host">Which.</param>
    /// <param name="stopped">Given the machines that a disk has stopped, for <see cref="ReadDiskErrorsAsync"/>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task ListAsync(ConfiguredHost host, ChannelWriter<MachineId> stopped, CancellationToken cancellationToken)
    {
        var facts = await gateway.RunAsync(host.Name, Lane.Inventory, connection => HostFactsReader.Read(connection, host), cancellationToken).ConfigureAwait(false);
        store.Update(snapshot => snapshot.WithHost(host.Name, status => status with { Facts = facts }));
        await ListMachinesAsync(host, stopped, cancellationToken).ConfigureAwait(false);
        foreach (var kind in InventoryResources.Quick)
            await TryAsync(host, kind.Name, () => ListAsync(host, kind, cancellationToken)).ConfigureAwait(false);
        await RereadLeasesAsync(host, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads some objects again, but for storage.</summary>
    /// <inheritdoc cref="ListAsync(ConfiguredHost, ChannelWriter{MachineId}, CancellationToken)"/>
    public async Task RereadAsync(ConfiguredHost host, IEnumerable<ObjectId> targets, ChannelWriter<MachineId> stopped, CancellationToken cancellationToken)
    {
        foreach (var target in targets)
        {
            if (target.Machine is { } machine)
                await ReadMachineAsync(host, machine, _ => stopped.TryWrite(machine), cancellationToken).ConfigureAwait(false);
            else if (InventoryResources.Quick.FirstOrDefault(resource => resource.Kind == target.Kind) is { } kind)
                await TryAsync(host, kind.Name, () => RereadAsync(host, kind, target, cancellationToken)).ConfigureAwait(false);
        }
    }

    /// <summary>Addresses that networks of the host have leased: libvirt has no event for them.</summary>
    public Task RereadLeasesAsync(ConfiguredHost host, CancellationToken cancellationToken) => TryAsync(host, "DHCP leases", async () =>
    {
        var before = _leases.GetValueOrDefault(host.Name, LeaseReader.Leases.None);
        var leases = await gateway.RunAsync(host.Name, Lane.Inventory, connection => LeaseReader.Read(connection, before), cancellationToken).ConfigureAwait(false);
        _leases[host.Name] = leases;
        store.Update(snapshot => LeaseReader.Apply(snapshot, host.Name, leases.ByMacAddress));
        if (leases.Failure is { } failure)
            throw new HypervisorException(failure);
    });

    /// <summary>Which pools there are; those that are gone leave the inventory.</summary>
    /// <param name="host">Whose.</param>
    /// <param name="list">Stands for the list: while one that hangs has not come back, there is no second.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns><c>null</c> where libvirt does not answer.</returns>
    public async Task<IReadOnlyCollection<ObjectId>?> ListPoolsAsync(ConfiguredHost host, ObjectId list, CancellationToken cancellationToken)
    {
        HashSet<ObjectId> pools = [];
        return await TryAsync(host, "storage pools", async () =>
        {
            pools = await gateway.ReadAsync(list, Lane.Storage, connection => InventoryResources.ListPools(connection, host.Name), cancellationToken).ConfigureAwait(false);
            store.Update(snapshot => snapshot with
            {
                StoragePools = snapshot.StoragePools.RemoveRange(snapshot.StoragePools.Where(entry => entry.Key.Host == host.Name && !pools.Contains(entry.Value.Id)).Select(entry => entry.Key)),
            });
        }).ConfigureAwait(false) ? pools : null;
    }

    /// <summary>Reads a pool, then what lies in it. Tells whether libvirt answered.</summary>
    /// <param name="host">Where it is.</param>
    /// <param name="pool">Which.</param>
    /// <param name="alive">Called whenever libvirt answers on the way.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<bool> ReadPoolAsync(ConfiguredHost host, ObjectId pool, Action alive, CancellationToken cancellationToken)
    {
        return await ReadAsync($"pool {pool.Key}", connection => PoolOf(connection, pool)).ConfigureAwait(false)
            && (!store.Current.Knows(pool) || await ReadAsync($"volumes of pool {pool.Key}", ReadVolumes).ConfigureAwait(false));

        Func<InventorySnapshot, InventorySnapshot> ReadVolumes(LibvirtConnection connection)
        {
            var volumes = VolumeReader.Read(connection, pool.Uuid!.Value, alive);
            return snapshot => snapshot.WithVolumes((host.Name, pool.Uuid.Value), volumes);
        }

        Task<bool> ReadAsync(string what, Func<LibvirtConnection, Func<InventorySnapshot, InventorySnapshot>> read) => TryAsync(host, what, async () =>
        {
            try
            {
                store.Update(await gateway.ReadAsync(pool, Lane.Storage, read, cancellationToken, alive).ConfigureAwait(false));
                alive();
            }
            catch (HypervisorBusyException)
            {
                // A call hangs, perhaps of a connection before this one.
                store.AskFor(pool);
            }
        });
    }

    public void MarkStale(ConfiguredHost host) => store.Update(snapshot => snapshot with
    {
        Machines = snapshot.Machines.SetItems(snapshot.Machines.Where(entry => entry.Key.Host == host.Name && !entry.Value.Stale)
            .Select(entry => KeyValuePair.Create(entry.Key, entry.Value with { Stale = true }))),
    });

    private async Task ListMachinesAsync(ConfiguredHost host, ChannelWriter<MachineId> stopped, CancellationToken cancellationToken)
    {
        var uuids = await gateway.RunAsync(host.Name, Lane.Inventory, connection =>
        {
            var domains = connection.ListDomains();
            var found = domains.Select(domain => domain.Uuid).ToHashSet();
            foreach (var domain in domains)
                domain.Dispose();
            return found;
        }, cancellationToken).ConfigureAwait(false);
        store.Update(snapshot => snapshot with
        {
            Machines = snapshot.Machines.RemoveRange(snapshot.Machines.Keys.Where(id => id.Host == host.Name && !uuids.Contains(id.Uuid))),
        });
        foreach (var id in uuids.Select(uuid => new MachineId(host.Name, uuid)))
        {
            // What was told before holds until an event: the fewer calls that QEMU has to answer, the better.
            await ReadMachineAsync(host, id, known => known is [] && stopped.TryWrite(id), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Which disks have stopped a machine. By a call of its own: QEMU may wait for the disk that failed, and then it is known at
    /// least that it is paused, and why. Tells whether there was an answer, be it an error.
    /// </summary>
    public Task<bool> ReadDiskErrorsAsync(ConfiguredHost host, MachineId id, CancellationToken cancellationToken) => TryAsync(host, $"failed disks of machine {id.Uuid}", async () =>
    {
        var errors = await gateway.RunAsync(id, Lane.Inventory, DiskErrorsOf, cancellationToken, "word on its failed disks").ConfigureAwait(false);
        store.Update(snapshot => snapshot.WithDiskErrors(id, errors));
    });

    /// <param name="host">Where it is.</param>
    /// <param name="id">Which.</param>
    /// <param name="stopped">Told where a disk has stopped it, with what was known of its disks before.</param>
    /// <param name="cancellationToken">Ends it.</param>
    private Task<bool> ReadMachineAsync(ConfiguredHost host, MachineId id, Func<ImmutableArray<DiskError>, bool> stopped, CancellationToken cancellationToken) => TryAsync(host, $"machine {id.Uuid}", async () =>
    {
        try
        {
            var machine = await gateway.RunAsync(id, Lane.Inventory, domain => MachineOf(domain, host), cancellationToken, "its definition").ConfigureAwait(false);
            store.Update(snapshot => snapshot.WithMachine(machine));
            if (machine.Reason is MachineReason.IoError)
                stopped(store.Current.Machines.GetValueOrDefault(id)?.DiskErrors ?? []);
        }
        catch (LibvirtException exception) when (exception.Code is LibvirtErrorCode.NoDomain)
        {
            store.Update(snapshot => snapshot with { Machines = snapshot.Machines.Remove(id) });
        }
        catch (HypervisorBusyException)
        {
            // Something else reads it, perhaps from before what its event told.
            store.AskFor(id);
        }
    });

    private async Task ListAsync(ConfiguredHost host, ResourceKind kind, CancellationToken cancellationToken)
    {
        var replace = await gateway.RunAsync(host.Name, kind.Lane, connection => kind.ReadAll(connection, host.Name), cancellationToken).ConfigureAwait(false);
        store.Update(replace);
    }

    private async Task RereadAsync(ConfiguredHost host, ResourceKind kind, ObjectId target, CancellationToken cancellationToken)
    {
        var change = await gateway.RunAsync(host.Name, kind.Lane, connection => kind.ReadOne(connection, target), cancellationToken).ConfigureAwait(false);
        store.Update(change);
    }

    /// <summary>
    /// One object that can't be read, or a driver without that kind of object, spoils nothing else. Tells whether libvirt
    /// answered, be it by an error.
    /// </summary>
    private async Task<bool> TryAsync(ConfiguredHost host, string what, Func<Task> read)
    {
        try
        {
            await read().ConfigureAwait(false);
            _unreadable.TryRemove((host.Name, what), out _);
        }
        catch (LibvirtException exception) when (exception.Code is LibvirtErrorCode.NoSupport)
        {
            // This driver has none.
        }
        catch (Exception exception) when (exception is LibvirtException or HypervisorException or XmlException)
        {
            NotRead(host, what, exception.Message);
            return exception is not HypervisorException;
        }
        return true;
    }

    private void NotRead(ConfiguredHost host, string what, string reason)
    {
        if (_unreadable.TryGetValue((host.Name, what), out var said) && said == reason)
            return;
        _unreadable[(host.Name, what)] = reason;
        SupervisorLog.NotRead(logger, host.Name, what, reason);
    }
}

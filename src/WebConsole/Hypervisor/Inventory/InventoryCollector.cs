using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading.Channels;
using System.Xml;
using Libvirt;
using Libvirt.Xml;
using WebConsole.Hypervisor.Connections;
using WebConsole.Hypervisor.Lanes;

namespace WebConsole.Hypervisor.Inventory;

/// <summary>
/// Reads objects from libvirt into the <see cref="InventoryStore"/>: all objects of a host, or those that events named;
/// storage separately. Each machine is read by a call of its own, so that a machine that does not answer does not make
/// the others stale.
/// </summary>
internal sealed class InventoryCollector(HypervisorGateway gateway, InventoryStore store, ILogger<InventoryCollector> logger)
{
    /// <summary>The last logged error of each object that can't be read. The same error is not logged again.</summary>
    private readonly ConcurrentDictionary<(string Host, string What), string> _unreadable = new();

    /// <summary>By host.</summary>
    private readonly ConcurrentDictionary<string, LeaseReader.Leases> _leases = new();

    /// <summary>Reads a machine. Tests replace it to get states that no driver produces.</summary>
    internal Func<Domain, ConfiguredHost, Machine> MachineOf { get; init; } = MachineReader.Read;

    /// <inheritdoc cref="MachineOf"/>
    internal Func<Domain, ImmutableArray<DiskError>> DiskErrorsOf { get; init; } = MachineStateReader.ReadDiskErrors;

    /// <summary>Reads the jobs of a machine's disks.</summary>
    internal Func<Domain, IEnumerable<string>, ImmutableArray<DiskJob>> DiskJobsOf { get; init; } = DiskJobReader.Read;

    /// <summary>Reads a pool; a test has one that hangs.</summary>
    internal Func<LibvirtConnection, ObjectId, Func<InventorySnapshot, InventorySnapshot>> PoolOf { get; init; } = InventoryResources.ReadPool;

    /// <summary>Reads all of a host, but for storage.</summary>
    /// <param name="host">Which.</param>
    /// <param name="stopped">Receives the machines that a disk error has stopped, for
    /// <see cref="ReadDiskErrorsAsync"/>.</param>
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

    /// <summary>Reads an object again, if it is not storage. Returns whether libvirt answered, even with an error.</summary>
    /// <inheritdoc cref="ListAsync(ConfiguredHost, ChannelWriter{MachineId}, CancellationToken)"/>
    public Task<bool> RereadAsync(ConfiguredHost host, ObjectId target, ChannelWriter<MachineId> stopped, CancellationToken cancellationToken) =>
        target.Machine is { } machine ? ReadMachineAsync(host, machine, _ => stopped.TryWrite(machine), cancellationToken)
        : InventoryResources.Quick.FirstOrDefault(resource => resource.Kind == target.Kind) is { } kind
            ? TryAsync(host, kind.Name, () => RereadAsync(host, kind, target, cancellationToken))
        : Task.FromResult(true);

    /// <summary>Reads the DHCP leases of the host's networks: libvirt raises no event for leases.</summary>
    public Task RereadLeasesAsync(ConfiguredHost host, CancellationToken cancellationToken) => TryAsync(host, "DHCP leases", async () =>
    {
        var before = _leases.GetValueOrDefault(host.Name, LeaseReader.Leases.None);
        var leases = await gateway.RunAsync(host.Name, Lane.Inventory, connection => LeaseReader.Read(connection, before), cancellationToken).ConfigureAwait(false);
        _leases[host.Name] = leases;
        store.Update(snapshot => LeaseReader.Apply(snapshot, host.Name, leases.ByMacAddress).WithLeases(host.Name, leases.ByNetwork));
        if (leases.Failure is { } failure)
            throw new HypervisorException(failure);
    });

    /// <summary>Reads the host's packet filters, of which libvirt raises no event either.</summary>
    public Task RereadFiltersAsync(ConfiguredHost host, CancellationToken cancellationToken) =>
        TryAsync(host, InventoryResources.Filters.Name, () => ListAsync(host, InventoryResources.Filters, cancellationToken));

    /// <summary>Which pools there are; those that are gone leave the inventory.</summary>
    /// <param name="host">Whose.</param>
    /// <param name="list">Stands for the list: while one that hangs has not come back, there is no second.</param>
    /// <param name="began">Called when libvirt is asked.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns><c>null</c> where libvirt does not answer.</returns>
    public async Task<IReadOnlyCollection<ObjectId>?> ListPoolsAsync(ConfiguredHost host, ObjectId list, Action began, CancellationToken cancellationToken)
    {
        HashSet<ObjectId> pools = [];
        return await TryAsync(host, "storage pools", async () =>
        {
            pools = await gateway.ReadAsync(list, Lane.Storage, connection => InventoryResources.ListPools(connection, host.Name), cancellationToken, began).ConfigureAwait(false);
            store.Update(snapshot => snapshot with
            {
                StoragePools = snapshot.StoragePools.RemoveRange(snapshot.StoragePools.Where(entry => entry.Key.Host == host.Name && !pools.Contains(entry.Value.Id)).Select(entry => entry.Key)),
            });
        }).ConfigureAwait(false) ? pools : null;
    }

    /// <summary>Reads a pool, then what lies in it.</summary>
    /// <param name="host">Where it is.</param>
    /// <param name="pool">Which.</param>
    /// <param name="changes">Only what has changed of the latter.</param>
    /// <param name="alive">Called whenever libvirt answers on the way.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Whether libvirt answered; <c>null</c> where another reading, perhaps of a connection before this one, has not come
    /// back.</returns>
    public async Task<bool?> ReadPoolAsync(ConfiguredHost host, ObjectId pool, bool changes, Action alive, CancellationToken cancellationToken)
    {
        var busy = false;
        var answered = await TryAsync(host, $"pool {pool.Key}", async () =>
        {
            try
            {
                await gateway.ReadAsync(pool, Lane.Storage, connection =>
                {
                    var before = store.Current.Find(pool) as StoragePool;
                    Update(PoolOf(connection, pool));
                    alive();
                    if (store.Current.Find(pool) is StoragePool now && (changes && before is not null ? ReadChanges(connection, before, now, alive) : VolumeReader.Read(connection, now.Uuid, alive)) is { } volumes)
                        Update(snapshot => snapshot.WithVolumes((host.Name, now.Uuid), volumes));
                    return true;
                }, cancellationToken, alive).ConfigureAwait(false);
            }
            catch (HypervisorBusyException)
            {
                busy = true;
            }
            catch (LibvirtException gone) when (gone.Code is LibvirtErrorCode.NoStoragePool)
            {
                // It went while it was read, as a pool that is there for one copy does.
                Update(snapshot => snapshot with { StoragePools = snapshot.StoragePools.Remove((host.Name, pool.Uuid!.Value)) });
            }
        }).ConfigureAwait(false);
        return busy ? null : answered;

        // What comes after the connection has ended is older than what the next one reads.
        void Update(Func<InventorySnapshot, InventorySnapshot> change)
        {
            if (!cancellationToken.IsCancellationRequested)
                store.Update(change);
        }
    }

    private PoolVolumes? ReadChanges(LibvirtConnection connection, StoragePool before, StoragePool now, Action alive) =>
        store.Current.Volumes.GetValueOrDefault((now.Host, now.Uuid)) is { } known
            ? VolumeReader.ReadChanges(connection, now.Uuid, known, (before.AllocationBytes, before.CapacityBytes) != (now.AllocationBytes, now.CapacityBytes), alive)
            : VolumeReader.Read(connection, now.Uuid, alive);

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
            var found = domains.Select(domain => domain.Uuid).ToImmutableHashSet();
            foreach (var domain in domains)
                domain.Dispose();
            return found;
        }, cancellationToken).ConfigureAwait(false);
        store.Update(snapshot => snapshot with
        {
            Machines = snapshot.Machines.RemoveRange(snapshot.Machines.Keys.Where(id => id.Host == host.Name && !uuids.Contains(id.Uuid))),
            ListedMachines = snapshot.ListedMachines.SetItem(host.Name, uuids),
        });
        foreach (var id in uuids.Select(uuid => new MachineId(host.Name, uuid)))
        {
            // The known disk errors hold until the next event: QEMU should have to answer few calls.
            if (!await ReadMachineAsync(host, id, known => known is [] && stopped.TryWrite(id), cancellationToken).ConfigureAwait(false))
                _ = store.AskFor(id);
        }
    }

    /// <summary>
    /// Reads which disks have stopped a machine. This is a separate call because QEMU may hang on the failed disk; the
    /// state and its reason are then known in any case. Returns whether QEMU answered, even with an error.
    /// </summary>
    public Task<bool> ReadDiskErrorsAsync(ConfiguredHost host, MachineId id, CancellationToken cancellationToken) => TryAsync(host, $"failed disks of machine {id.Uuid}", async () =>
    {
        // In the lane of the consoles and never by its last worker: machines that hang hold up neither events nor consoles.
        var errors = await gateway.RunAsync(id, Lane.Consoles, connection =>
        {
            using var domain = connection.LookupDomain(id.Uuid);
            return DiskErrorsOf(domain);
        }, cancellationToken, "word on its failed disks", patience: LaneLimits.Of(Lane.Consoles).Patience).ConfigureAwait(false);
        store.Update(snapshot => snapshot.WithDiskErrors(id, errors));
    });

    /// <summary>Reads the jobs on a machine's disks. Returns whether libvirt answered, even with an error.</summary>
    public Task<bool> ReadDiskJobsAsync(ConfiguredHost host, MachineId id, CancellationToken cancellationToken) => TryAsync(host, $"disk jobs of machine {id.Uuid}", async () =>
    {
        if (store.Current.Machines.GetValueOrDefault(id) is not { IsActive: true } known || !DomainXml.TryParse(known.Xml, out var xml) || xml.Disks.Select(disk => disk.TargetDevice).OfType<string>().ToArray() is not [_, ..] disks)
            return;
        var jobs = await gateway.ReadAsync(id, Lane.Consoles, connection =>
        {
            using var domain = connection.LookupDomain(id.Uuid);
            return DiskJobsOf(domain, disks);
        }, cancellationToken, leavesLast: true).ConfigureAwait(false);
        store.Update(snapshot => snapshot.WithDiskJobs(id, jobs));
    });

    /// <param name="host">Where it is.</param>
    /// <param name="id">Which.</param>
    /// <param name="stopped">Called if a disk error has stopped the machine, with its disk errors as known before.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Whether libvirt answered, even with an error; false also while another call reads it, perhaps from before a change.</returns>
    private async Task<bool> ReadMachineAsync(ConfiguredHost host, MachineId id, Func<ImmutableArray<DiskError>, bool> stopped, CancellationToken cancellationToken)
    {
        var busy = false;
        return await TryAsync(host, $"machine {id.Uuid}", async () =>
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
                busy = true;
            }
        }).ConfigureAwait(false) && !busy;
    }

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
    /// An object that can't be read, or a driver that lacks this kind of object, does not stop the other readings.
    /// Returns whether libvirt answered, even with an error.
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
            // The driver does not support this kind of object.
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

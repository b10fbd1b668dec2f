using System.Collections.Concurrent;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Hypervisor.Connections;

/// <summary>
/// Keeps what is known of a host's pools and volumes current, as long as one connection holds. libvirt locks a pool while it
/// looks into its storage, and listing the pools waits for each one's lock. So known pools are read one by one, by UUID: a
/// pool that hangs holds one thread, delays no other, and is marked as silent.
/// </summary>
internal sealed class StorageKeeper
{
    private readonly ConfiguredHost _host;
    private readonly InventoryStore _store;
    private readonly InventoryCollector _collector;
    private readonly TimeProvider _time;
    private readonly DueReadings _due;

    /// <summary>Pools whose volumes are to be read all; of others that are due, only what has changed.</summary>
    private readonly ConcurrentDictionary<ObjectId, bool> _whole = [];

    public StorageKeeper(ConfiguredHost host, InventoryStore store, InventoryCollector collector, TimeProvider time)
    {
        (_host, _store, _collector, _time) = (host, store, collector, time);
        _due = new DueReadings((target, ended) => target == AllPools ? ListAsync(ended) : ReadAsync(target, ended), time);
    }

    /// <summary>Stands for the list of all pools.</summary>
    private ObjectId AllPools => new(ObjectKind.Pool, _host.Name, "");

    private IEnumerable<StoragePool> Pools => _store.Current.StoragePools.Values.Where(pool => pool.Host == _host.Name);

    /// <summary>Has all pools listed and read.</summary>
    public void ReadAll() => _ = _due.Ask(AllPools);

    /// <summary>Has one pool read, and what lies in it: volumes have no events, so they are read with their pool.</summary>
    /// <inheritdoc cref="DueReadings.Ask"/>
    public Task Read(ObjectId pool)
    {
        _whole[pool] = true;
        return _due.Ask(pool);
    }

    /// <summary>Has each pool asked whether something in it has changed, and that read. One that is silent is read anyway.</summary>
    public void Look()
    {
        foreach (var pool in Pools.Where(pool => !pool.Silent))
            _ = _due.Ask(pool.Id);
    }

    /// <inheritdoc cref="DueReadings.RunAsync"/>
    public Task RunAsync(CancellationToken ended) => _due.RunAsync(ended);

    /// <summary>Lists the pools and has each read. While one of them is silent the list would wait for it: then the known ones are read.</summary>
    private async Task<bool> ListAsync(CancellationToken ended)
    {
        IReadOnlyCollection<ObjectId>? pools = Pools.Any(pool => pool.Silent)
            ? [.. Pools.Select(pool => pool.Id)]
            : await SilenceWatch.WatchAsync(alive => _collector.ListPoolsAsync(_host, AllPools, alive, ended), FindSilent, _time, ended).ConfigureAwait(false);
        UpdateStatus(status => status with { StorageSilent = pools is null });
        if (pools is null)
            return false;
        _ = TellReadAsync(pools.Select(Read));
        return true;
    }

    /// <summary>The list waits for some pool: asked one by one, the known ones tell which.</summary>
    private void FindSilent()
    {
        if (_store.Current.Host(_host.Name) is not { StorageSilent: false })
            return;
        UpdateStatus(status => status with { StorageSilent = true });
        foreach (var pool in Pools)
            _ = Read(pool.Id);
    }

    private async Task TellReadAsync(IEnumerable<Task> settled)
    {
        await Task.WhenAll(settled).ConfigureAwait(false);
        UpdateStatus(status => status with { StorageUnread = false });
    }

    private async Task<bool> ReadAsync(ObjectId pool, CancellationToken ended)
    {
        var wasSilent = _store.Current.Find(pool) is StoragePool { Silent: true };
        var whole = _whole.TryRemove(pool, out _) || wasSilent;
        var answered = await SilenceWatch.WatchAsync(alive => _collector.ReadPoolAsync(_host, pool, !whole, alive, ended), TellSilent, _time, ended).ConfigureAwait(false);
        if (answered is not true)
            _whole[pool] = true;
        if (answered is false)
            TellSilent();
        // The list waited for the last silent one. One list for all that answer again: a thousand lists would be a storm.
        else if (answered is true && wasSilent && !Pools.Any(known => known.Silent))
            ReadAll();
        return answered is true;

        void TellSilent()
        {
            // Of a connection that has ended, nothing counts any more.
            if (ended.IsCancellationRequested)
                return;
            wasSilent = true;
            _store.Update(snapshot => snapshot.WithSilentPool(pool));
            _due.Settle(pool);
        }
    }

    private void UpdateStatus(Func<HostStatus, HostStatus> change) => _store.Update(snapshot => snapshot.WithHost(_host.Name, change));
}

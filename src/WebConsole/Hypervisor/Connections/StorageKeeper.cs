using System.Threading.Channels;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Hypervisor.Connections;

/// <summary>
/// Keeps what is known of a host's pools and volumes current, as long as one connection holds. libvirt locks a pool while it
/// looks into its storage, and listing the pools waits for each one's lock. So known pools are read one by one, by UUID: a
/// pool that hangs holds one thread, delays no other, and is marked as silent.
/// </summary>
internal sealed class StorageKeeper(ConfiguredHost host, InventoryStore store, InventoryCollector collector, TimeProvider time)
{
    /// <summary>How long libvirt may take for one call before a pool counts as silent.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(10);

    private readonly Channel<ObjectId> _due = Channel.CreateUnbounded<ObjectId>();
    private readonly Dictionary<ObjectId, Reading> _readings = [];

    /// <summary>Stands for the list of all pools.</summary>
    private ObjectId AllPools => new(ObjectKind.Pool, host.Name, "");

    private IEnumerable<StoragePool> Pools => store.Current.StoragePools.Values.Where(pool => pool.Host == host.Name);

    /// <summary>Has all pools listed and read.</summary>
    public void ReadAll() => _ = Read(AllPools);

    /// <summary>Has one pool read, and what lies in it: volumes have no events, so they are read with their pool.</summary>
    /// <returns>Ends when it has been read, could not be, or has turned out to be silent.</returns>
    public Task Read(ObjectId pool)
    {
        lock (_readings)
        {
            if (_readings.TryGetValue(pool, out var known))
            {
                known.Again = true;
                return known.Settled.Task;
            }
            var reading = _readings[pool] = new Reading();
            _due.Writer.TryWrite(pool);
            return reading.Settled.Task;
        }
    }

    /// <summary>Reads what is due until the connection ends, or until a reading fails as none should.</summary>
    public async Task RunAsync(CancellationToken ended)
    {
        await foreach (var target in _due.Reader.ReadAllAsync(ended).ConfigureAwait(false))
            _ = KeepAsync(target, ended);
    }

    private async Task KeepAsync(ObjectId target, CancellationToken ended)
    {
        try
        {
            do
            {
                while (!await (target == AllPools ? ListAsync(ended) : ReadAsync(target, ended)).ConfigureAwait(false))
                    await Task.Delay(TryAgain, time, ended).ConfigureAwait(false);
            }
            while (IsDueAgain(target));
        }
        catch (Exception error)
        {
            _due.Writer.TryComplete(error);
        }
    }

    private bool IsDueAgain(ObjectId target)
    {
        lock (_readings)
        {
            var reading = _readings[target];
            reading.Settled.TrySetResult();
            if (!reading.Again)
                return !_readings.Remove(target);
            reading.BeginAgain();
            return true;
        }
    }

    /// <summary>Lists the pools and has each read. While one of them is silent the list would wait for it: then the known ones are read.</summary>
    private async Task<bool> ListAsync(CancellationToken ended)
    {
        IReadOnlyCollection<ObjectId>? pools = Pools.Any(pool => pool.Silent)
            ? [.. Pools.Select(pool => pool.Id)]
            : await WatchAsync(alive => collector.ListPoolsAsync(host, AllPools, alive, ended), FindSilent, ended).ConfigureAwait(false);
        UpdateStatus(status => status with { StorageSilent = pools is null });
        if (pools is null)
            return false;
        _ = TellReadAsync(pools.Select(Read));
        return true;
    }

    /// <summary>The list waits for some pool: asked one by one, the known ones tell which.</summary>
    private void FindSilent()
    {
        if (store.Current.Host(host.Name) is not { StorageSilent: false })
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
        var wasSilent = store.Current.Find(pool) is StoragePool { Silent: true };
        var answered = await WatchAsync(alive => collector.ReadPoolAsync(host, pool, alive, ended), IsSilent, ended).ConfigureAwait(false);
        if (!answered)
            IsSilent();
        else if (wasSilent && store.Current.Find(pool) is not StoragePool { Silent: true })
            ReadAll();
        return answered;

        void IsSilent()
        {
            // Of a connection that has ended, nothing counts any more.
            if (ended.IsCancellationRequested)
                return;
            store.Update(snapshot => snapshot.WithSilentPool(pool));
            lock (_readings)
                _readings[pool].Settled.TrySetResult();
        }
    }

    /// <summary>Makes a reading and tells when libvirt has not answered for a while; it goes on waiting.</summary>
    private async Task<T> WatchAsync<T>(Func<Action, Task<T>> read, Action silent, CancellationToken ended)
    {
        // 0 until a worker takes the call: waiting for one is no silence of libvirt's.
        var answered = 0L;
        var reading = read(() => Volatile.Write(ref answered, time.GetTimestamp()));
        while (await Task.WhenAny(reading, Task.Delay(Silence, time, ended)).ConfigureAwait(false) != reading && !ended.IsCancellationRequested)
        {
            if (Volatile.Read(ref answered) is not 0 and var since && time.GetElapsedTime(since) >= Silence)
                silent();
        }
        return await reading.ConfigureAwait(false);
    }

    private void UpdateStatus(Func<HostStatus, HostStatus> change) => store.Update(snapshot => snapshot.WithHost(host.Name, change));

    private sealed class Reading
    {
        /// <summary>Whether it was asked for while it was under way: it may have seen what was before.</summary>
        public bool Again { get; set; }

        public TaskCompletionSource Settled { get; private set; } = New();

        public void BeginAgain() => (Again, Settled) = (false, New());

        private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

using System.Collections.Concurrent;
using System.Threading.Channels;
using Libvirt;
using WebConsole.Hypervisor.Inventory;
using WebConsole.OsInfo;
using WebConsole.OsInfo.Media;
using StoragePool = WebConsole.Hypervisor.Inventory.StoragePool;
using StorageVolume = WebConsole.Hypervisor.Inventory.StorageVolume;

namespace WebConsole.Hypervisor.Images;

/// <summary>
/// Reads each ISO image once, after it has appeared or changed: one at a time of a pool, so that a library of hundreds is no load
/// for the storage behind it. A pool that does not answer delays no other one, and is asked again later.
/// </summary>
internal sealed partial class IsoImageKeeper(InventoryStore store, HypervisorGateway gateway, OsInfoStore osInfo, TimeProvider time, ILogger<IsoImageKeeper> log) : BackgroundService
{
    /// <summary>Of all hosts together; of more, it is not known what they are.</summary>
    internal const int Most = 5_000;

    /// <summary>Until a pool that gave no answer is asked again, and until newer data of osinfo-db are seen.</summary>
    internal static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly Channel<bool> _changed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Pools of which images are being read, or that did not answer a while ago.</summary>
    private readonly ConcurrentDictionary<ObjectId, bool> _busy = [];

    private OsDatabase? _matched;

    /// <summary>Reads a label; a test has an image that hangs.</summary>
    internal Func<LibvirtConnection, Guid, string, IsoLabel?> LabelOf { get; init; } = IsoImageReader.Read;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        store.Changed += Look;
        osInfo.Changed += LookAgain;
        using var timer = time.CreateTimer(_ => _changed.Writer.TryWrite(true), null, TimeSpan.Zero, Pause);
        try
        {
            while (await _changed.Reader.WaitToReadAsync(stoppingToken).ConfigureAwait(false))
            {
                _changed.Reader.TryRead(out _);
                await LookAsync(stoppingToken).ConfigureAwait(false);
            }
        }
        finally
        {
            store.Changed -= Look;
            osInfo.Changed -= LookAgain;
        }
    }

    private void Look(InventoryChange change)
    {
        if (change.Touches(ObjectKind.Volume) || change.Touches(ObjectKind.Pool) || change.Touches(ObjectKind.Host))
            _changed.Writer.TryWrite(true);
    }

    private void LookAgain() => _changed.Writer.TryWrite(true);

    private async Task LookAsync(CancellationToken stop)
    {
        try
        {
            store.Update(snapshot => snapshot.WithoutLostIsoImages());
            await MatchAgainAsync(stop).ConfigureAwait(false);
            foreach (var pool in store.Current.StoragePools.Values.Where(pool => Next(pool.Id) is not null && _busy.TryAdd(pool.Id, true)))
                _ = ReadAsync(pool.Id, stop);
        }
        catch (Exception error) when (!stop.IsCancellationRequested)
        {
            // A library that is not current is no reason to end the server.
            Failed(log, error);
        }
    }

    /// <summary>Reads what is due in a pool, then leaves it.</summary>
    private async Task ReadAsync(ObjectId pool, CancellationToken stop)
    {
        try
        {
            while (Next(pool) is { } next)
            {
                var image = await ReadAsync(pool, next.Volume, stop).ConfigureAwait(false);
                store.Update(snapshot => snapshot.WithIsoImage(next.Id, image));
                // The volume has changed meanwhile: its next reading of the inventory brings it again.
                if (store.Current.IsoImages.GetValueOrDefault(next.Id)?.Volume != next.Volume)
                    break;
            }
        }
        catch (Exception error) when (!stop.IsCancellationRequested)
        {
            NotRead(log, pool.Host, pool.Key, error.Message);
            await Task.Delay(Pause, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (Exception)
        {
            // WebConsole stops.
        }
        finally
        {
            _busy.TryRemove(pool, out _);
            _changed.Writer.TryWrite(true);
        }
    }

    private async Task<IsoImage> ReadAsync(ObjectId pool, StorageVolume volume, CancellationToken stop)
    {
        try
        {
            var label = await gateway.ReadContentAsync(pool, connection => LabelOf(connection, pool.Uuid!.Value, volume.Name), stop).ConfigureAwait(false);
            return new IsoImage(volume, label, label is null ? null : (await osInfo.GetAsync(stop).ConfigureAwait(false)).Identify(label));
        }
        catch (LibvirtException error) when (IsConnected(pool.Host))
        {
            return new IsoImage(volume, null, null) { Problem = error.Message };
        }
        catch (LibvirtException error)
        {
            throw new HypervisorException(error.Message);
        }
        catch (Exception error) when (error is not (HypervisorException or OperationCanceledException))
        {
            // An image that is not as its reader expects; the next one may be.
            NotUnderstood(log, error, pool.Host, pool.Key, volume.Name);
            return new IsoImage(volume, null, null) { Problem = "It is not as an ISO image should be." };
        }
    }

    /// <summary>The next image of a pool that is to be read; <c>null</c> where there is none, or the pool can't be asked.</summary>
    private (ObjectId Id, StorageVolume Volume)? Next(ObjectId pool)
    {
        var snapshot = store.Current;
        if (snapshot.IsoImages.Count >= Most || !IsConnected(pool.Host) || snapshot.Find(pool) is not StoragePool { State: "running", Silent: false } known)
            return null;
        if (snapshot.Volumes.GetValueOrDefault((known.Host, known.Uuid)) is not { } volumes)
            return null;
        foreach (var volume in volumes.Listed)
        {
            // Of two with one name there is one.
            if (volume.IsIso && ReferenceEquals(volumes.Find(volume.Name), volume) && ObjectId.Volume(known.Host, known.Uuid, volume.Name) is var id && snapshot.IsoImages.GetValueOrDefault(id)?.Volume != volume)
                return (id, volume);
        }
        return null;
    }

    private bool IsConnected(string host) => store.Current.Host(host) is { Connection: ConnectionState.Connected or ConnectionState.Degraded };

    /// <summary>Looks up all labels again where osinfo-db has changed: they have not.</summary>
    private async Task MatchAgainAsync(CancellationToken stop)
    {
        if (store.Current.IsoImages.IsEmpty)
            return;
        var current = await osInfo.GetAsync(stop).ConfigureAwait(false);
        if (current == _matched)
            return;
        _matched = current;
        foreach (var (id, image) in store.Current.IsoImages.Where(image => image.Value.Label is not null))
            store.Update(snapshot => snapshot.WithIsoImage(id, image with { Match = current.Identify(image.Label!) }));
    }

    [LoggerMessage(1060, LogLevel.Warning, "Host {Host}: ISO images of pool {Pool} can't be read now: {Reason}")]
    private static partial void NotRead(ILogger log, string host, string pool, string reason);

    [LoggerMessage(1062, LogLevel.Error, "Host {Host}: the ISO image {Image} of pool {Pool} can't be understood")]
    private static partial void NotUnderstood(ILogger log, Exception error, string host, string pool, string image);

    [LoggerMessage(1061, LogLevel.Error, "What is known of ISO images can't be brought up to date")]
    private static partial void Failed(ILogger log, Exception error);
}

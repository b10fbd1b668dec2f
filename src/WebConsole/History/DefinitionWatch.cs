using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.History;

/// <summary>
/// Notices every change of a definition in the inventory, whoever made it, and has it kept. The inventory never waits for it: what is
/// noticed waits in a bounded queue for one writer, and where that is full, changes in quick succession count as one.
/// </summary>
internal sealed partial class DefinitionWatch(InventoryStore inventory, OperationRunner operations, HistoryStore store, TimeProvider time, ILogger<DefinitionWatch> log) : BackgroundService
{
    /// <summary>Each holds the definitions that have changed since the one before.</summary>
    private const int MostWaiting = 256;

    /// <summary>How many are written at once, so that readers wait shortly.</summary>
    private const int AtOnce = 64;

    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan BetweenTicks = TimeSpan.FromMinutes(1);

    private readonly Channel<Noticed> _noticed = Channel.CreateBounded<Noticed>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly DefinedObjects _known = new();
    private int _missed;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        inventory.Changed += Notice;
        Take(inventory.Current);
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        inventory.Changed -= Notice;
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        await store.WatchedAsync(_known.Watched).ConfigureAwait(false);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(Task.Run(() => WriteAsync(stoppingToken), stoppingToken), TickAsync(stoppingToken));

    private void Notice(InventoryChange change)
    {
        if (!ObjectKinds.Defined.Any(change.Touches) && !change.Touches(ObjectKind.Host))
            return;
        Take(change.After);
    }

    private void Take(InventorySnapshot now)
    {
        if (!_noticed.Writer.TryWrite(new Noticed(now, time.GetUtcNow())))
            Interlocked.Exchange(ref _missed, 1);
    }

    private async Task WriteAsync(CancellationToken stop)
    {
        while (Volatile.Read(ref _missed) == 1 || await _noticed.Reader.WaitToReadAsync(stop).ConfigureAwait(false))
        {
            var seen = new List<Observation>();
            var lists = new List<ObjectList>();
            // A list is of the moment when it was whole: what was defined since is not in it.
            while (seen.Count < AtOnce && lists.Count == 0 && _noticed.Reader.TryRead(out var noticed))
                Compare(noticed);
            if (lists.Count == 0 && _noticed.Reader.Count == 0 && Interlocked.Exchange(ref _missed, 0) == 1)
                Compare(new Noticed(inventory.Current, time.GetUtcNow()));
            try
            {
                await KeepAsync(seen, lists, stop).ConfigureAwait(false);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                Failed(log, error);
            }

            void Compare(Noticed noticed)
            {
                var (changed, whole) = _known.Take(noticed.Inventory, noticed.At);
                seen.AddRange(changed);
                lists.AddRange(whole);
            }
        }
    }

    private async Task KeepAsync(List<Observation> seen, List<ObjectList> lists, CancellationToken stop)
    {
        for (var index = 0; index < seen.Count; index++)
            seen[index] = seen[index] with { Author = await operations.Signatures.FindAsync(seen[index].Id, seen[index].Kept, stop).ConfigureAwait(false) };
        if (seen.Count > 0)
            await UntilWrittenAsync(() => store.AppendAsync(seen), stop).ConfigureAwait(false);
        foreach (var list in lists)
            await UntilWrittenAsync(() => store.MissAsync(list), stop).ConfigureAwait(false);
    }

    /// <summary>A full disk does not stay full, and no version may be lost to it.</summary>
    private async Task UntilWrittenAsync(Func<Task> write, CancellationToken stop)
    {
        for (; ; )
        {
            try
            {
                await write().ConfigureAwait(false);
                return;
            }
            catch (SqliteException)
            {
                // The database says it, in the log and on the page.
                await Task.Delay(BetweenTries, time, stop).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Says that the hosts are being watched, looks for what is missing, and drops what is too much.</summary>
    private async Task TickAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(BetweenTicks, time);
        while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false))
        {
            await store.WatchedAsync(_known.Watched).ConfigureAwait(false);
            Take(inventory.Current);
            await store.ShortenAsync().ConfigureAwait(false);
        }
    }

    private readonly record struct Noticed(InventorySnapshot Inventory, DateTimeOffset At);

    [LoggerMessage(2511, LogLevel.Error, "Can't keep a version of a definition")]
    private static partial void Failed(ILogger log, Exception error);
}

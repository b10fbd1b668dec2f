using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using WebConsole.Hypervisor;

namespace WebConsole.History;

/// <summary>
/// Every definition of every machine, network and pool as it was, in <c>history.db</c>. <see cref="DefinitionWatch"/> writes; pages and
/// the API read <see cref="Access.VisibleHistory"/>. See docs/adr/0114-history-of-definitions.md.
/// </summary>
public sealed partial class HistoryStore(HistoryDatabase database, IOptions<HistoryOptions> options, TimeProvider time, ILogger<HistoryStore> log)
{
    /// <summary>The most versions of one object that are named or pinned.</summary>
    internal const int MostMarked = 100;

    /// <summary>The most that one reading returns.</summary>
    internal const int MostListed = 1_000;

    /// <summary>The most where no file can be used.</summary>
    private const int MostMegabytesInMemory = 32;

    /// <summary>Raised after each change, on the writer's thread and under no lock. Handlers return at once.</summary>
    public event Action<ObjectId>? Changed;

    /// <inheritdoc cref="Operations.StateDatabase.Problem"/>
    public string? Problem => database.Problem;

    /// <summary>Versions of an object, newest first.</summary>
    /// <param name="id">Whose.</param>
    /// <param name="before">Only those before this number.</param>
    /// <param name="count">At most so many.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task<List<KeptVersion>> ListAsync(ObjectId id, long before, int count, CancellationToken cancellation) =>
        database.RunAsync(connection => VersionTable.List(connection, id, before, Math.Clamp(count, 1, MostListed)), cancellation);

    /// <summary>A version of this object; <c>null</c> where it has none of this number.</summary>
    public Task<KeptVersion?> FindAsync(ObjectId id, long version, CancellationToken cancellation) => database.RunAsync(connection => VersionTable.Find(connection, id, version), cancellation);

    /// <summary>The text of a version of this object, without secrets; <c>null</c> where there is none, or it is damaged.</summary>
    public Task<string?> ReadAsync(ObjectId id, long version, CancellationToken cancellation) => database.RunAsync(connection => VersionTable.TextOf(connection, id, version), cancellation);

    public Task<KeptObject?> FindObjectAsync(ObjectId id, CancellationToken cancellation) => database.RunAsync(connection => ObjectTable.Find(connection, id), cancellation);

    /// <summary>Objects that were deleted, the latest first.</summary>
    public Task<List<KeptObject>> ListDeletedAsync(CancellationToken cancellation) => database.RunAsync(connection => ObjectTable.ListDeleted(connection, MostListed), cancellation);

    /// <summary>Gives a version a name and pins it, or takes both back.</summary>
    /// <returns>False where there is no such version, or the object has <see cref="MostMarked"/> already.</returns>
    public async Task<bool> MarkAsync(ObjectId id, long version, string? label, bool pinned, CancellationToken cancellation)
    {
        var marked = await database.RunAsync(connection =>
        {
            if (VersionTable.Find(connection, id, version) is not { } found || ((pinned || label is not null) && !found.Pinned && found.Label is null && VersionTable.CountKept(connection, id) >= MostMarked))
                return false;
            VersionTable.Mark(connection, version, label, pinned);
            return true;
        }, cancellation).ConfigureAwait(false);
        if (marked)
            Tell(id);
        return marked;
    }

    /// <summary>Adds what was noticed, all of it or nothing.</summary>
    /// <exception cref="SqliteException">The disk is full, or the file can't be written for now.</exception>
    internal async Task AppendAsync(IReadOnlyList<Observation> seen)
    {
        List<ObjectId> changed = [];
        await database.WriteAsync(connection => changed.AddRange(seen.Where(each => VersionTable.Append(connection, each, options.Value.Versions)).Select(each => each.Id))).ConfigureAwait(false);
        foreach (var id in changed.Distinct())
            Tell(id);
    }

    /// <summary>What is not among those that a host has was deleted while WebConsole was away.</summary>
    /// <inheritdoc cref="AppendAsync"/>
    internal async Task MissAsync(ObjectList list)
    {
        var known = await database.RunAsync(connection => ObjectTable.ListDefined(connection, list.Host, list.Kind), CancellationToken.None).ConfigureAwait(false);
        if (known.Where(one => !list.Present.Contains(one.Id.Key)).ToArray() is { Length: > 0 } gone)
            await AppendAsync([.. gone.Select(one => new Observation(one.Id, one.Name, null, time.GetUtcNow()) { Away = true })]).ConfigureAwait(false);
    }

    /// <summary>These hosts are being watched.</summary>
    internal Task<bool> WatchedAsync(IReadOnlyCollection<string> hosts) => hosts.Count == 0 ? Task.FromResult(true) : database.TryRunAsync(connection =>
    {
        foreach (var host in hosts)
            HostTable.Put(connection, host, time.GetUtcNow());
    });

    /// <summary>Drops what exceeds the limits, and says so.</summary>
    internal async Task ShortenAsync()
    {
        var (objects, versions, more) = (0, 0, true);
        var most = database.IsInMemory ? Math.Min(options.Value.Megabytes, MostMegabytesInMemory) : options.Value.Megabytes;
        await database.TryRunAsync(connection => objects = HistoryLimits.DropDeleted(connection, time.GetUtcNow().AddDays(-options.Value.DeletedDays))).ConfigureAwait(false);
        while (more && await database.TryRunAsync(connection => more = Drop(connection)).ConfigureAwait(false))
        {
        }
        if (objects > 0)
            ForgotDeleted(log, objects, options.Value.DeletedDays);
        if (versions > 0)
            DroppedOldest(log, versions, most);

        bool Drop(SqliteConnection connection)
        {
            var dropped = HistoryLimits.DropOldest(connection, most * 1024L * 1024);
            versions += dropped;
            return dropped > 0;
        }
    }

    private void Tell(ObjectId id) => Subscribers.Tell(log, Changed, tell => tell(id));

    [LoggerMessage(2501, LogLevel.Information, "Forgot the definitions of {Objects} machines, networks and pools that were deleted more than {Days} days ago")]
    private static partial void ForgotDeleted(ILogger log, int objects, int days);

    [LoggerMessage(2502, LogLevel.Warning, "Dropped the {Versions} oldest versions of definitions: together they took more than {Megabytes} MB")]
    private static partial void DroppedOldest(ILogger log, int versions, int megabytes);
}

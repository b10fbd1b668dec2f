using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using WebConsole.Hypervisor;

namespace WebConsole.Operations;

/// <summary>
/// All tasks, active and ended. The newest are in memory, where pages read them without waiting; all kept tasks are in
/// the database. Only <see cref="OperationRunner"/> writes.
/// </summary>
public sealed class TaskStore
{
    internal const string WasRunning = "WebConsole was restarted while this ran. Whether it finished is shown by the state of what it was done to.";
    internal const string WasWaiting = "WebConsole was restarted before this began. It was not done.";

    internal const string WasAsked = "WebConsole was restarted before the guest had done it. Whether it has since is shown by its state.";

    /// <summary>The most characters of the ended tasks in memory; older ones are read from the database.</summary>
    internal const int MostText = 4_000_000;

    private const int PruneEvery = 100;

    private readonly TaskDatabase _database;
    private readonly OperationsOptions _options;
    private readonly Lock _writing = new();
    private readonly ILogger<TaskStore> _log;
    private volatile TaskRecord[] _recent;

    /// <summary>The record to save, and the completion of its save.</summary>
    private Dictionary<long, TaskRecord> _unsaved = [];
    private TaskCompletionSource _saved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isSaving;
    private long _lastId;

    public TaskStore(TaskDatabase database, IOptions<OperationsOptions> options, TimeProvider time, ILogger<TaskStore> log)
    {
        _database = database;
        _options = options.Value;
        _log = log;
        (_lastId, _recent) = database.Run(connection =>
        {
            TaskTable.MarkInterrupted(connection, time.GetUtcNow(), WasRunning, WasWaiting, WasAsked);
            return (TaskTable.NewestId(connection), TaskTable.List(connection, new TaskFilter { Count = _options.Recent }).ToArray());
        });
    }

    /// <summary>Raised after each change, on the writer's thread and under no lock. Handlers return at once.</summary>
    public event Action? Changed;

    /// <summary>All active tasks and the newest ended ones; newest first.</summary>
    public IReadOnlyList<TaskRecord> Recent => _recent;

    /// <inheritdoc cref="StateDatabase.Problem"/>
    public string? Problem => _database.Problem;

    /// <summary>The task, or <c>null</c> if it does not exist (any more).</summary>
    public async Task<TaskRecord?> FindAsync(long id, CancellationToken cancellationToken)
    {
        if (_recent.FirstOrDefault(task => task.Id == id) is { } recent)
            return recent;
        return (await ReadAsync(connection => TaskTable.Find(connection, id) is { } task ? [task] : [], cancellationToken).ConfigureAwait(false))
            .FirstOrDefault();
    }

    /// <summary>The tasks that <paramref name="filter"/> lets through, newest first.</summary>
    public async Task<IReadOnlyList<TaskRecord>> ListAsync(TaskFilter filter, CancellationToken cancellationToken)
    {
        var kept = await ReadAsync(connection => TaskTable.List(connection, filter), cancellationToken).ConfigureAwait(false);
        return [.. Renew(filter, kept).Take(Math.Clamp(filter.Count, 0, TaskFilter.MaximumCount))];
    }

    /// <summary>Updates a result of <see cref="ListAsync"/>: changed and new tasks come from memory.</summary>
    public IReadOnlyList<TaskRecord> Renew(TaskFilter filter, IReadOnlyList<TaskRecord> listed)
    {
        var recent = _recent;
        var known = recent.Select(task => task.Id).ToHashSet();
        return [.. recent.Where(filter.Matches)
            .Concat(listed.Where(task => !known.Contains(task.Id)))
            .OrderByDescending(task => task.Id)];
    }

    /// <summary>The number of a new task.</summary>
    internal long NextId() => Interlocked.Increment(ref _lastId);

    /// <summary>Whether there is or was a task of that number, kept or not.</summary>
    internal bool HasNumbered(long id) => id >= 1 && id <= Interlocked.Read(ref _lastId);

    /// <summary>Sets the current record of a task. The caller then calls <see cref="Tell"/> outside the lock.</summary>
    internal void Show(TaskRecord task)
    {
        lock (_writing)
            _recent = With(task);
    }

    /// <summary>Notifies subscribers of the change.</summary>
    internal void Tell() => Subscribers.Tell(_log, Changed, tell => tell());

    /// <summary>
    /// Saves the current record of a task in the background. While the database is busy, only the latest record of each
    /// task waits. It completes when this record or a later one is saved; <see cref="Problem"/> reports a database that
    /// fails.
    /// </summary>
    internal Task SaveAsync(TaskRecord task)
    {
        lock (_writing)
        {
            _unsaved[task.Id] = task;
            if (!_isSaving)
                _ = Task.Run(SaveAllAsync);
            _isSaving = true;
            return _saved.Task;
        }
    }

    private async Task SaveAllAsync()
    {
        while (TakeUnsaved() is (var tasks, var saved))
        {
            await _database.TryRunAsync(connection => Save(connection, tasks)).ConfigureAwait(false);
            saved.SetResult();
        }
    }

    private (ICollection<TaskRecord> Tasks, TaskCompletionSource Saved)? TakeUnsaved()
    {
        lock (_writing)
        {
            _isSaving = _unsaved.Count > 0;
            if (!_isSaving)
                return null;
            var taken = (_unsaved.Values, _saved);
            (_unsaved, _saved) = ([], new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            return taken;
        }
    }

    private void Save(SqliteConnection connection, ICollection<TaskRecord> tasks)
    {
        foreach (var task in tasks)
            TaskTable.Save(connection, task);
        if (tasks.Any(task => task.Id % PruneEvery == 0))
            TaskTable.Prune(connection, _options.Kept);
    }

    private TaskRecord[] With(TaskRecord task)
    {
        var recent = _recent;
        if (Array.FindIndex(recent, other => other.Id == task.Id) is >= 0 and var place && recent[place].State.IsActive() == task.State.IsActive())
        {
            recent = [.. recent];
            recent[place] = task;
            return recent;
        }
        var (ended, text) = (0, 0);
        return [.. recent.Where(other => other.Id != task.Id).Append(task)
            .OrderByDescending(other => other.Id)
            .Where(other => other.State.IsActive() || (++ended <= _options.Recent && (text += other.TextLength) <= MostText))];
    }

    private async Task<List<TaskRecord>> ReadAsync(Func<SqliteConnection, List<TaskRecord>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await _database.RunAsync(read, cancellationToken).ConfigureAwait(false);
        }
        catch (SqliteException)
        {
            // The tasks in memory are still available, and the writes have already reported the problem.
            return [];
        }
    }
}

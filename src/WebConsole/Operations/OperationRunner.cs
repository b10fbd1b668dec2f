using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.Extensions.Options;
using WebConsole.Access;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security.Sessions;
using WebConsole.Text;

namespace WebConsole.Operations;

/// <summary>Executes operations: authorise, audit, run as a task, report. Nothing else executes them.</summary>
public sealed partial class OperationRunner(
    HypervisorGateway gateway, InventoryStore inventory, MachineEdges edges, IAccess access, TaskStore tasks, AuditLog audit,
    IOptions<OperationsOptions> options, TimeProvider time, ILogger<OperationRunner> log) : IHostedService, IDisposable
{
    private const int LongestTarget = 400;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5), ReadingPatience = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<long, RunningOperation> _running = new();
    private readonly ConcurrentDictionary<ObjectId, AskedFor> _asked = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly InFlight _inFlight = new(options.Value);

    /// <summary>The definitions that its operations write.</summary>
    public DefinitionSignatures Signatures { get; } = new(time);

    /// <summary>
    /// Begins <paramref name="operation"/> for <paramref name="user"/> and returns when it is a task, or refused. It
    /// does not wait for the database: force off must work while the database is slow.
    /// </summary>
    public Task<OperationResult> StartAsync(Operation operation, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if ((Authorise(operation, user) ?? Admit(operation, SessionPrincipal.PersonOf(user))) is { } refused)
        {
            audit.Refused(operation, user, refused.Refusal!);
            return Task.FromResult(refused);
        }
        var running = Accept(operation, user);
        _ = Task.Run(() => RunAsync(running), CancellationToken.None);
        return Task.FromResult(new OperationResult(running.Journal.Current.Id, null));
    }

    /// <summary>
    /// Cancels a task for <paramref name="user"/>: a waiting task does not begin, a running task undoes its steps.
    /// Whoever may run an operation may cancel it. It returns at once; the task shows when it has ended.
    /// </summary>
    public OperationResult Cancel(long id, ClaimsPrincipal user)
    {
        if (!_running.TryGetValue(id, out var running))
            return tasks.HasNumbered(id) ? OperationResult.Refused(RefusalReason.Conflict, $"Task {id} has ended.")
                : OperationResult.Refused(RefusalReason.NotFound, $"There is no task {id}.");
        var operation = running.Operation;
        if (!access.May(user, Right.See, operation.Subject))
            return OperationResult.Refused(RefusalReason.NotFound, $"There is no task {id}.");
        if (Authorise(operation, user) is { } refused)
        {
            audit.Refused(operation, user, refused.Refusal!);
            return refused;
        }
        if (!running.TryCancel())
            return OperationResult.Refused(RefusalReason.Conflict, WhyNotStopped(operation, running.Journal.Current));
        audit.Cancelled(operation, Caller.Of(user), id);
        return new OperationResult(id, null);
    }

    private static string WhyNotStopped(Operation operation, TaskRecord task) => task switch
    {
        { EndedAt: not null } => $"Task {task.Id} has ended.",
        { State: TaskState.Cancelling } => $"{operation.Target} is being {operation.Doing}, which is already being stopped.",
        _ => $"{operation.Target} is being {operation.Doing}, which can't be stopped.",
    };

    Task IHostedService.StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Accepts no more operations and gives the running ones a moment to end and be saved; the next start marks the
    /// rest as interrupted.
    /// </summary>
    async Task IHostedService.StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        try
        {
            await Task.WhenAll(_running.Values.Select(running => running.Ended)).WaitAsync(Patience, time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is TimeoutException or OperationCanceledException)
        {
            StillRunning(log, _running.Count);
        }
    }

    public void Dispose() => _stopping.Dispose();

    private OperationResult? Admit(Operation operation, string person) =>
        WhyUnfit(operation) ?? _inFlight.Admit(operation, person, operation.ClaimsIn(inventory.Current));

    /// <summary>
    /// An accepted operation runs even if the user disconnects now. The audit log gets it before it begins; the
    /// database gets it in the background, and <see cref="TaskStore.Problem"/> reports a database that fails.
    /// </summary>
    private RunningOperation Accept(Operation operation, ClaimsPrincipal user, long? parent = null)
    {
        try
        {
            var caller = Caller.Of(user);
            var task = Record(operation, caller) with { Parent = parent };
            audit.Accepted(operation, caller, task.Id);
            var running = new RunningOperation(operation, user, Journal(operation, task), _stopping.Token);
            // Before it is shown, because a user who sees it may cancel it.
            _running[task.Id] = running;
            running.Journal.Open();
            return running;
        }
        catch
        {
            _inFlight.Leave(operation);
            throw;
        }
    }

    private TaskJournal Journal(Operation operation, TaskRecord task) =>
        new(task, operation.CanCancel, tasks, time, new OperationSecrets(operation, inventory).HideIn);

    private TaskRecord Record(Operation operation, Caller caller) => new()
    {
        Id = tasks.NextId(),
        Action = operation.Action,
        Verb = operation.Verb,
        Target = CutText.To(operation.Target, LongestTarget),
        Subject = operation.Subject,
        User = caller.User,
        From = caller.From,
        State = TaskState.Queued,
        StartedAt = time.GetUtcNow(),
        CanCancel = true,
        VirshLine = VirshCommand.Kept(operation.KeptVirshLine),
    };

    private async Task RunAsync(RunningOperation running)
    {
        var (operation, began) = (running.Operation, time.GetTimestamp());
        var asked = operation.Remark is null ? null : new AskedFor(operation, inventory, edges);
        try
        {
            var (state, error, advice) = await TryAsync(running).ConfigureAwait(false);
            await RereadAsync(running).ConfigureAwait(false);
            Conclude(running, state, error, advice, began);
        }
        catch (Exception error)
        {
            // Nobody awaits this task. The operation's own properties can throw too, and its claims must be released in
            // any case.
            Unexpected(log, operation.Action, running.Journal.Current.Id, error);
            var (said, advice) = OperationErrors.Unforeseen(error);
            Conclude(running, TaskState.Failed, said, advice, began);
        }
        finally
        {
            _inFlight.Leave(operation);
            await running.Journal.SavedAsync().ConfigureAwait(false);
            _running.TryRemove(running.Journal.Current.Id, out _);
            running.Dispose();
            if (asked is not null)
                await FollowAsync(asked, operation, running.Journal).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// What became of what was only asked for. The task has ended by then: whoever wants more from the machine need not
    /// wait for its guest.
    /// </summary>
    private async Task FollowAsync(AskedFor asked, Operation operation, TaskJournal journal)
    {
        using (asked)
        {
            if (journal.Current.State is not TaskState.Succeeded)
                return;
            _asked.AddOrUpdate(operation.Subject, asked, (_, before) =>
            {
                before.GiveWay();
                return asked;
            });
            try
            {
                journal.Answer(await asked.OutcomeAsync(time, _stopping.Token).ConfigureAwait(false));
            }
            catch (OperationCanceledException)
            {
                // The next start says that nobody has looked.
            }
            catch (ObjectDisposedException)
            {
                // The same.
            }
            finally
            {
                _asked.TryRemove(KeyValuePair.Create(operation.Subject, asked));
            }
        }
    }

    /// <summary>
    /// Has the inventory read what the operation changed, before others may claim it and the end is told: whoever learns of
    /// the end finds the change. A way out waits for nothing, and no operation waits long for an object that does not answer.
    /// </summary>
    private async Task RereadAsync(RunningOperation running)
    {
        var operation = running.Operation;
        if (operation.OnlyReads)
            return;
        var made = running.Journal.Current.Result;
        ObjectId?[] changed = [.. operation.Claims, operation.Subject, made?.Id];
        var read = Task.WhenAll(changed.OfType<ObjectId>().Select(one => one.Parent ?? one).Distinct().Select(inventory.AskFor));
        if (operation.Lane is Lane.WayOut || read.IsCompleted)
            return;
        // It is done, so it can't be cancelled any more.
        running.Journal.Change(task => task.CanCancel ? task with { CanCancel = false } : task);
        await read.WaitAsync(ReadingPatience, time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Conclude(RunningOperation running, TaskState state, string? error, string? advice, long began)
    {
        // Release the claims before the end is shown, because a user who sees the end may begin the next operation.
        _inFlight.Leave(running.Operation);
        if (state is TaskState.Failed && running.Operation.IsTriedAgain)
            advice = "WebConsole tries it again by itself.";
        running.Journal.End(state, error, advice);
        audit.Ended(running.Operation, running.Caller, running.Journal.Current, time.GetElapsedTime(began));
    }

    private async Task<(TaskState State, string? Error, string? Advice)> TryAsync(RunningOperation running)
    {
        var (operation, journal) = (running.Operation, running.Journal);
        var context = new OperationContext(gateway, inventory, running, _inFlight, time, Signatures, part => RunPartAsync(part, running));
        try
        {
            running.Cancellation.ThrowIfCancellationRequested();
            await operation.ExecuteAsync(context).ConfigureAwait(false);
            return (TaskState.Succeeded, null, operation.Remark);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return (TaskState.Interrupted, journal.Current.State is TaskState.Queued ? TaskStore.WasWaiting : TaskStore.WasRunning, null);
        }
        catch (Exception error) when (running.IsStoppedBy(error))
        {
            await context.UndoAsync(hasFailed: false).ConfigureAwait(false);
            return (TaskState.Cancelled, null, null);
        }
        catch (Exception error)
        {
            await context.UndoAsync(hasFailed: true).ConfigureAwait(false);
            if (!OperationErrors.IsExpected(error))
                Unexpected(log, operation.Action, journal.Current.Id, error);
            var (said, advice) = OperationErrors.Describe(error, operation, inventory.Current);
            return (TaskState.Failed, said, advice);
        }
    }

    [LoggerMessage(2011, LogLevel.Error, "{Action} (task {Task}) failed in a way that it should not")]
    private static partial void Unexpected(ILogger log, string action, long task, Exception error);

    [LoggerMessage(2012, LogLevel.Warning, "Stopping while {Count} tasks run; they will be marked as interrupted")]
    private static partial void StillRunning(ILogger log, int count);
}

using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.Extensions.Options;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;

namespace WebConsole.Operations;

/// <summary>The one way to do something: authorise, audit, run as a task, report.</summary>
public sealed partial class OperationRunner(
    HypervisorGateway gateway, InventoryStore inventory, TaskStore tasks, AuditLog audit,
    IOptions<OperationsOptions> options, TimeProvider time, ILogger<OperationRunner> log) : IHostedService, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly OperationSlots _slots = new(options.Value);
    private readonly ConcurrentDictionary<long, Task> _running = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _admitting = new();
    private readonly List<Operation> _inFlight = [];

    /// <summary>Begins <paramref name="operation"/> for <paramref name="user"/> and returns once it is recorded as a task, or refused.</summary>
    public async Task<OperationResult> StartAsync(Operation operation, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var caller = Caller.Of(user);
        if ((Authorise(operation, user) ?? Admit(operation)) is { } refused)
        {
            audit.Refused(operation, caller, refused.Refusal!);
            return refused;
        }
        var task = await AcceptAsync(operation, caller).ConfigureAwait(false);
        _ = TrackAsync(task.Id, Task.Run(() => RunAsync(operation, caller, task), CancellationToken.None));
        return new OperationResult(task.Id, null);
    }

    Task IHostedService.StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Begins nothing more and gives what runs a moment to be recorded; the next start marks the rest.</summary>
    async Task IHostedService.StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        try
        {
            await Task.WhenAll(_running.Values).WaitAsync(Patience, time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is TimeoutException or OperationCanceledException)
        {
            StillRunning(log, _running.Count);
        }
    }

    public void Dispose() => _stopping.Dispose();

    private static OperationResult? Authorise(Operation operation, ClaimsPrincipal user) => Policies.Allows(user, operation.Required)
        ? null
        : OperationResult.Refused(RefusalReason.NotAllowed, $"You may not {operation.Verb} {operation.Target}: that needs the role {operation.Required.ToString().ToLowerInvariant()}.");

    private OperationResult? Admit(Operation operation)
    {
        if (operation.WhyNot(inventory.Current) is { } nonsense)
            return OperationResult.Refused(RefusalReason.NotFound, nonsense);
        lock (_admitting)
        {
            if (_inFlight.Count >= options.Value.Accepted)
                return OperationResult.Refused(RefusalReason.Overloaded, $"{_inFlight.Count} tasks are waiting already. Try again when some have ended.");
            if (operation.Blocks && _inFlight.Find(other => other.Blocks && operation.ConflictsWith(other)) is { } other)
                return OperationResult.Refused(RefusalReason.Conflict, $"{operation.Target} is already being {other.Doing}.");
            _inFlight.Add(operation);
            return null;
        }
    }

    /// <summary>What is admitted is done, even where the one who asked goes away now; what can't be recorded is not.</summary>
    private async Task<TaskRecord> AcceptAsync(Operation operation, Caller caller)
    {
        try
        {
            var task = await tasks.AddAsync(Record(operation, caller)).ConfigureAwait(false);
            audit.Accepted(operation, caller, task.Id);
            return task;
        }
        catch
        {
            Leave(operation);
            throw;
        }
    }

    private void Leave(Operation operation)
    {
        lock (_admitting)
            _inFlight.RemoveAll(other => ReferenceEquals(other, operation));
    }

    private TaskRecord Record(Operation operation, Caller caller) => new()
    {
        Id = 0,
        Action = operation.Action,
        Verb = operation.Verb,
        Target = operation.Target,
        Host = operation.Host,
        Machine = operation.Machine,
        User = caller.User,
        From = caller.From,
        State = TaskState.Queued,
        StartedAt = time.GetUtcNow(),
        VirshLine = operation.VirshLine,
    };

    private async Task TrackAsync(long id, Task run)
    {
        _running[id] = run;
        await run.ConfigureAwait(false);
        _running.TryRemove(id, out _);
    }

    private async Task RunAsync(Operation operation, Caller caller, TaskRecord task)
    {
        var began = time.GetTimestamp();
        var (state, error, advice) = await TryAsync(operation, task).ConfigureAwait(false);
        if (operation is { IsSilent: true, Machine: { } machine })
            inventory.AskFor(machine);
        // Free before it is told: who reads that it ended may begin the next.
        Leave(operation);
        task = task with { State = state, Error = error, Advice = advice, EndedAt = time.GetUtcNow() };
        audit.Ended(operation, caller, task, time.GetElapsedTime(began));
        await tasks.SaveAsync(task).ConfigureAwait(false);
    }

    private async Task<(TaskState State, string? Error, string? Advice)> TryAsync(Operation operation, TaskRecord task)
    {
        var begun = false;
        try
        {
            using var slot = await _slots.EnterAsync(operation.Host, _stopping.Token).ConfigureAwait(false);
            begun = true;
            await tasks.SaveAsync(task with { State = TaskState.Running }).ConfigureAwait(false);
            await operation.ExecuteAsync(gateway, _stopping.Token).ConfigureAwait(false);
            return (TaskState.Succeeded, null, operation.Remark);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return (TaskState.Interrupted, begun ? TaskStore.WasRunning : TaskStore.WasWaiting, null);
        }
        catch (Exception error)
        {
            if (!OperationErrors.IsExpected(error))
                Unexpected(log, operation.Action, task.Id, error);
            var (said, advice) = OperationErrors.Describe(error, operation);
            return (TaskState.Failed, said, advice);
        }
    }

    [LoggerMessage(2011, LogLevel.Error, "{Action} (task {Task}) failed in a way that it should not")]
    private static partial void Unexpected(ILogger log, string action, long task, Exception error);

    [LoggerMessage(2012, LogLevel.Warning, "Stopping while {Count} tasks run; they will be marked as interrupted")]
    private static partial void StillRunning(ILogger log, int count);
}

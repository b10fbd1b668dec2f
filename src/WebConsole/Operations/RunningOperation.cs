using System.Security.Claims;
using Libvirt;

namespace WebConsole.Operations;

/// <summary>An accepted operation that waits or runs.</summary>
internal sealed class RunningOperation(Operation operation, ClaimsPrincipal user, TaskJournal journal, CancellationToken stopping) : IDisposable
{
    private readonly CancellationTokenSource _cancelling = CancellationTokenSource.CreateLinkedTokenSource(stopping);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isCancelled;

    public Operation Operation => operation;

    /// <summary>Who asked for it.</summary>
    public Caller Caller { get; } = Caller.Of(user);

    /// <summary>The same, for the rights of what it begins.</summary>
    public ClaimsPrincipal User => user;

    public TaskJournal Journal => journal;

    /// <summary>Cancelled when a user cancels it, and when WebConsole stops.</summary>
    public CancellationToken Cancellation => _cancelling.Token;

    /// <summary>Whether a user has cancelled it.</summary>
    public bool IsCancelled => _isCancelled;

    /// <summary>Whether this exception is the result of a user's cancellation.</summary>
    public bool IsStoppedBy(Exception error) =>
        _isCancelled && error is (OperationCanceledException or LibvirtException { Code: LibvirtErrorCode.OperationAborted });

    /// <summary>Cancels it if possible; false if it is running and can't be cancelled, or has ended.</summary>
    public bool TryCancel()
    {
        var accepted = false;
        journal.Change(task =>
        {
            accepted = task.CanCancel;
            return accepted ? task with { State = TaskState.Cancelling, CanCancel = false } : task;
        });
        if (!accepted)
            return false;
        _isCancelled = true;
        lock (_ended)
        {
            // It may have ended meanwhile. Cancellation callbacks run on another thread, because this may be a circuit's.
            if (!_ended.Task.IsCompleted)
                _ = _cancelling.CancelAsync();
        }
        return true;
    }

    /// <summary>Completes when it has ended and that is recorded.</summary>
    public Task Ended => _ended.Task;

    public void Dispose()
    {
        lock (_ended)
        {
            _ended.TrySetResult();
            _cancelling.Dispose();
        }
    }
}

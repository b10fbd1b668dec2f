using Libvirt;

namespace WebConsole.Operations;

/// <summary>An operation that was accepted and has not ended: it waits or runs.</summary>
internal sealed class RunningOperation(Operation operation, Caller caller, TaskJournal journal, CancellationToken stopping) : IDisposable
{
    private readonly CancellationTokenSource _cancelling = CancellationTokenSource.CreateLinkedTokenSource(stopping);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isCancelled;

    public Operation Operation => operation;

    /// <summary>Who asked for it.</summary>
    public Caller Caller => caller;

    public TaskJournal Journal => journal;

    /// <summary>Cancelled by whoever wants it stopped, and when WebConsole stops.</summary>
    public CancellationToken Cancellation => _cancelling.Token;

    /// <summary>Whether someone wants it stopped.</summary>
    public bool IsCancelled => _isCancelled;

    /// <summary>Whether it ended with this because someone wanted it stopped.</summary>
    public bool IsStoppedBy(Exception error) =>
        _isCancelled && error is (OperationCanceledException or LibvirtException { Code: LibvirtErrorCode.OperationAborted });

    /// <summary>Stops it where it can be stopped; false where it runs and can't be, or has ended.</summary>
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
            // It may have ended by itself meanwhile. What a cancellation has called runs elsewhere: this may be a circuit.
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

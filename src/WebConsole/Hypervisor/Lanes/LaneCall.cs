using Libvirt;

namespace WebConsole.Hypervisor.Lanes;

/// <summary>One call on its way through a lane: waiting, running, and then either finished or given up by its caller.</summary>
/// <param name="released">Told once, when libvirt is through with the call or it will never begin.</param>
internal abstract class LaneCall(Action? released)
{
    private const int Waiting = 0, Running = 1, Over = 2;
    private int _state;

    /// <summary>Completes when the caller has its answer, whichever.</summary>
    public abstract Task Answered { get; }

    /// <summary>A worker takes the call; false where its caller has given up.</summary>
    public bool TryBegin() => Interlocked.CompareExchange(ref _state, Running, Waiting) == Waiting;

    /// <summary>The worker is through; false where patience ended meanwhile and the worker was left behind.</summary>
    public bool TryFinish() => Interlocked.CompareExchange(ref _state, Over, Running) == Running;

    public void Run(Func<LibvirtConnection> connection)
    {
        try
        {
            Answer(connection);
        }
        finally
        {
            released?.Invoke();
        }
    }

    /// <summary>The caller is gone: a call that has not begun never will; one that has runs on.</summary>
    public void Cancel()
    {
        if (Interlocked.CompareExchange(ref _state, Over, Waiting) == Waiting)
            released?.Invoke();
    }

    /// <summary>Patience is at an end. Tells whether a worker is still inside the call.</summary>
    public bool GiveUp(Exception reason)
    {
        Cancel();
        Fail(reason);
        return Interlocked.CompareExchange(ref _state, Over, Running) == Running;
    }

    protected abstract void Answer(Func<LibvirtConnection> connection);

    protected abstract void Fail(Exception reason);
}

/// <inheritdoc/>
internal sealed class LaneCall<T>(Func<LibvirtConnection, T> call, Action? released) : LaneCall(released)
{
    private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Result => _result.Task;

    public override Task Answered => _result.Task;

    protected override void Answer(Func<LibvirtConnection> connection)
    {
        try
        {
            _result.TrySetResult(call(connection()));
        }
        catch (Exception exception)
        {
            // Whatever a call throws belongs to its caller; the worker goes on.
            _result.TrySetException(exception);
        }
    }

    protected override void Fail(Exception reason) => _result.TrySetException(reason);
}

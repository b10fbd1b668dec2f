using System.Diagnostics;
using Libvirt;

namespace WebConsole.Hypervisor.Lanes;

/// <summary>One call on its way through a lane: waiting, running, and then either finished or given up by its caller.</summary>
internal abstract class LaneCall(LaneOrder order)
{
    private const int Waiting = 0, Running = 1, Over = 2;

    /// <summary>How long the answer to <see cref="IsSuspect"/> holds: it costs reading files of the kernel's.</summary>
    internal static readonly TimeSpan AnswerHolds = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _state;
    private volatile bool _isSuspect;
    private long _asked;

    /// <summary>Completes when the caller has its answer, whichever.</summary>
    public abstract Task Answered { get; }

    /// <summary>Completes when a worker has taken the call, or it never will be taken.</summary>
    public Task Begun => _begun.Task;

    /// <summary>Whether the call will probably not come back, so that it must not have the lane's last worker: as last asked.</summary>
    public bool IsSuspect => _isSuspect;

    /// <summary>Whether <see cref="AskWhetherSuspect"/> has to be called before <see cref="IsSuspect"/> says something.</summary>
    public bool IsUnknown => order.IsSuspect is not null && (Volatile.Read(ref _asked) is var asked && (asked == 0 || Stopwatch.GetElapsedTime(asked) >= AnswerHolds));

    /// <summary>Finds out whether it is suspect. Takes its time, so it is called under no lock, and by one worker at a time.</summary>
    public void AskWhetherSuspect()
    {
        lock (_begun)
        {
            if (!IsUnknown)
                return;
            _isSuspect = order.IsSuspect!();
            Volatile.Write(ref _asked, Stopwatch.GetTimestamp());
        }
    }

    /// <summary>Whether patience counts from the call's beginning, not from its being asked for.</summary>
    public bool WaitsForItsTurn => order.Began is not null;

    /// <summary>A worker takes the call; false where its caller has given up.</summary>
    public bool TryBegin()
    {
        if (Interlocked.CompareExchange(ref _state, Running, Waiting) != Waiting)
            return false;
        _begun.TrySetResult();
        order.Began?.Invoke();
        return true;
    }

    /// <summary>The worker is through; false where patience ended meanwhile and the worker was abandoned.</summary>
    public bool TryFinish() => Interlocked.CompareExchange(ref _state, Over, Running) == Running;

    public abstract void Run(Func<LibvirtConnection> connection);

    /// <summary>The caller is gone: a call that has not begun never will; one that has runs on. Tells whether it had not begun.</summary>
    public bool Cancel()
    {
        if (Interlocked.CompareExchange(ref _state, Over, Waiting) != Waiting)
            return false;
        _begun.TrySetResult();
        Release();
        return true;
    }

    /// <summary>Patience is at an end. Tells whether a worker is still inside the call.</summary>
    public bool GiveUp(Exception reason)
    {
        Cancel();
        Fail(reason);
        return Interlocked.CompareExchange(ref _state, Over, Running) == Running;
    }

    protected void Release() => order.Released?.Invoke();

    protected abstract void Fail(Exception reason);
}

/// <inheritdoc/>
internal sealed class LaneCall<T>(Func<LibvirtConnection, T> call, LaneOrder order) : LaneCall(order)
{
    private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Result => _result.Task;

    public override Task Answered => _result.Task;

    /// <summary>The caller is gone: disposes the result, if the call brings one that has to be disposed.</summary>
    public async Task DiscardAsync()
    {
        try
        {
            Free(await _result.Task.ConfigureAwait(false));
        }
        catch (Exception)
        {
            // It brought nothing.
        }
    }

    public override void Run(Func<LibvirtConnection> connection)
    {
        T result;
        try
        {
            result = call(connection());
        }
        catch (Exception exception)
        {
            // Whatever a call throws belongs to its caller; the worker goes on.
            Release();
            _result.TrySetException(exception);
            return;
        }
        // Before the answer: whoever has it may call again.
        Release();
        if (!_result.TrySetResult(result))
            Free(result);
    }

    protected override void Fail(Exception reason) => _result.TrySetException(reason);

    private static void Free(T result) => (result as IDisposable)?.Dispose();
}

using System.Diagnostics;
using Libvirt;

namespace WebConsole.Hypervisor.Lanes;

/// <summary>One call in a lane: it waits, runs, and then is either finished or abandoned by its caller.</summary>
internal abstract class LaneCall(LaneOrder order)
{
    private const int Waiting = 0, Running = 1, Over = 2;

    /// <summary>
    /// How long the answer of <see cref="IsSuspect"/> is valid: finding it out means reading files of the kernel.
    /// </summary>
    internal static readonly TimeSpan AnswerHolds = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _state;
    private volatile bool _isSuspect;
    private long _asked;

    /// <summary>Completes when the caller has its result or error.</summary>
    public abstract Task Answered { get; }

    /// <summary>Completes when a worker has taken the call, or it never will be taken.</summary>
    public Task Begun => _begun.Task;

    /// <summary>
    /// Whether the call will probably not return, according to the last check. A suspect call must not get the lane's
    /// last worker.
    /// </summary>
    public bool IsSuspect => _isSuspect || order.Patience is not null;

    /// <inheritdoc cref="LaneOrder.LeavesLast"/>
    public bool LeavesLast => order.LeavesLast || IsSuspect;

    /// <summary>Whether <see cref="AskWhetherSuspect"/> must be called before <see cref="IsSuspect"/> is valid.</summary>
    public bool IsUnknown => order.IsSuspect is not null && (Volatile.Read(ref _asked) is var asked && (asked == 0 || Stopwatch.GetElapsedTime(asked) >= AnswerHolds));

    /// <summary>
    /// Finds out whether the call is suspect. It may be slow, so it is called without a lock, by one worker at a time.
    /// </summary>
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

    /// <summary>For whom; empty for nobody.</summary>
    public string Person => order.Person ?? "";

    /// <summary>Set by the queue: the round of turns in which it is taken.</summary>
    public long Round { get; set; }

    /// <inheritdoc cref="LaneOrder.Patience"/>
    public TimeSpan? Patience => order.Patience;

    /// <summary>Whether the time limit counts from the call's start and not from its request.</summary>
    public bool WaitsForItsTurn => order.Began is not null;

    /// <summary>Called when a worker takes the call; false if the caller has given up.</summary>
    public bool TryBegin()
    {
        if (Interlocked.CompareExchange(ref _state, Running, Waiting) != Waiting)
            return false;
        _begun.TrySetResult();
        order.Began?.Invoke();
        return true;
    }

    /// <summary>
    /// Called when the worker has finished; false if the time limit passed meanwhile and the worker was abandoned.
    /// </summary>
    public bool TryFinish() => Interlocked.CompareExchange(ref _state, Over, Running) == Running;

    public abstract void Run(Func<LibvirtConnection> connection);

    /// <summary>
    /// Called when the caller has gone: a call that has not begun never will, and one that has begun runs on. Returns
    /// whether it had not begun.
    /// </summary>
    public bool Cancel()
    {
        if (Interlocked.CompareExchange(ref _state, Over, Waiting) != Waiting)
            return false;
        _begun.TrySetResult();
        Release();
        return true;
    }

    /// <summary>Called when the time limit has passed. Returns whether a worker is still inside the call.</summary>
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

    /// <summary>The caller has gone: disposes the result when it arrives, if it is disposable.</summary>
    public async Task DiscardAsync()
    {
        try
        {
            Free(await _result.Task.ConfigureAwait(false));
        }
        catch (Exception)
        {
            // The call failed, so there is no result.
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
            // An exception of the call goes to the caller; the worker goes on.
            Release();
            _result.TrySetException(exception);
            return;
        }
        // Before the result is set: a caller that has the result may call again.
        Release();
        if (!_result.TrySetResult(result))
            Free(result);
    }

    protected override void Fail(Exception reason) => _result.TrySetException(reason);

    private static void Free(T result) => (result as IDisposable)?.Dispose();
}

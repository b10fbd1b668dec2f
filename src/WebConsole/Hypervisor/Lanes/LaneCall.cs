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

    public abstract void Run(Func<LibvirtConnection> connection);

    /// <summary>The caller is gone: a call that has not begun never will; one that has runs on.</summary>
    public void Cancel()
    {
        if (Interlocked.CompareExchange(ref _state, Over, Waiting) == Waiting)
            Release();
    }

    /// <summary>Patience is at an end. Tells whether a worker is still inside the call.</summary>
    public bool GiveUp(Exception reason)
    {
        Cancel();
        Fail(reason);
        return Interlocked.CompareExchange(ref _state, Over, Running) == Running;
    }

    protected void Release() => released?.Invoke();

    protected abstract void Fail(Exception reason);
}

/// <inheritdoc/>
internal sealed class LaneCall<T>(Func<LibvirtConnection, T> call, Action? released) : LaneCall(released)
{
    private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Result => _result.Task;

    public override Task Answered => _result.Task;

    /// <summary>The caller went: what the call brings, if it has to be let go of, has nobody else to do it.</summary>
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

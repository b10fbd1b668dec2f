namespace WebConsole.Components.Shared;

/// <summary>
/// Limits the rate of calls: many signals cause at most one call per <paramref name="interval"/>. A signal during a
/// pending call is covered by that call; the first signal after a quiet time causes a call at once. Calls never run on
/// the signaller's thread.
/// </summary>
internal sealed class Throttle(TimeProvider clock, TimeSpan interval, Action call) : IDisposable
{
    private readonly Lock _gate = new();
    private ITimer? _timer;
    private long? _last;
    private bool _waiting;
    private bool _disposed;

    public void Signal()
    {
        lock (_gate)
        {
            if (_waiting || _disposed)
                return;
            _waiting = true;
            _timer ??= clock.CreateTimer(static state => ((Action)state!)(), call, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timer.Change(Remaining(), Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Marks that the call has begun to read: a later signal causes another call.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            _waiting = false;
            _last = clock.GetTimestamp();
        }
    }

    public void Dispose()
    {
        lock (_gate)
            _disposed = true;
        _timer?.Dispose();
    }

    private TimeSpan Remaining()
    {
        if (_last is not { } last)
            return TimeSpan.Zero;
        var left = interval - clock.GetElapsedTime(last);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}

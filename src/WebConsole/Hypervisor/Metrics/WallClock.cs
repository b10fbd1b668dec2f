namespace WebConsole.Hypervisor.Metrics;

/// <summary>
/// Puts the time of day on monotonic timestamps. Samples keep monotonic ones, so that a clock that is set moves the
/// whole history and never puts two samples in the wrong order.
/// </summary>
internal sealed class WallClock
{
    // Less is jitter between two looks at two clocks; a real step is more.
    private const long LargestDrift = 250;

    private readonly TimeProvider _clock;
    private long _offset;

    public WallClock(TimeProvider clock)
    {
        _clock = clock;
        _offset = Offset();
    }

    /// <summary>Notices that the clock was set.</summary>
    public void Follow()
    {
        var offset = Offset();
        if (Math.Abs(offset - Volatile.Read(ref _offset)) > LargestDrift)
            Volatile.Write(ref _offset, offset);
    }

    public long ToUnixMilliseconds(long timestamp) => Milliseconds(timestamp) + Volatile.Read(ref _offset);

    /// <summary>The timestamp at a time of day, or, where it is negative, so long before now; but at most <paramref name="atMost"/> ago.</summary>
    public long ToTimestamp(long milliseconds, TimeSpan atMost)
    {
        var now = _clock.GetTimestamp();
        var age = milliseconds < 0 ? -(double)milliseconds : ToUnixMilliseconds(now) - (double)milliseconds;
        var ago = Math.Clamp(age / 1000, 0, atMost.TotalSeconds);
        return now - (long)(ago * _clock.TimestampFrequency);
    }

    private long Offset() => _clock.GetUtcNow().ToUnixTimeMilliseconds() - Milliseconds(_clock.GetTimestamp());

    private long Milliseconds(long timestamp) => (long)_clock.GetElapsedTime(0, timestamp).TotalMilliseconds;
}

namespace WebConsole.Hypervisor.Metrics;

/// <summary>
/// Converts monotonic timestamps to the time of day. Samples keep monotonic timestamps, so setting the clock shifts the
/// whole history and never reorders samples.
/// </summary>
internal sealed class WallClock
{
    // Smaller differences are jitter between reading the two clocks; a clock that was set differs by more.
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

    /// <summary>
    /// Converts a time of day to a timestamp. A negative value means that long before now. The result is at most
    /// <paramref name="atMost"/> ago.
    /// </summary>
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

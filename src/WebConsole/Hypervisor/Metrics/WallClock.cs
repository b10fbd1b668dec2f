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

    /// <summary>The timestamp at <paramref name="unixMilliseconds"/>, or the one <paramref name="atMost"/> ago if that is later.</summary>
    public long ToTimestamp(long unixMilliseconds, TimeSpan atMost)
    {
        var now = _clock.GetTimestamp();
        var ago = Math.Clamp((ToUnixMilliseconds(now) - (double)unixMilliseconds) / 1000, 0, atMost.TotalSeconds);
        return now - (long)(ago * _clock.TimestampFrequency);
    }

    private long Offset() => _clock.GetUtcNow().ToUnixTimeMilliseconds() - Milliseconds(_clock.GetTimestamp());

    private long Milliseconds(long timestamp) => (long)_clock.GetElapsedTime(0, timestamp).TotalMilliseconds;
}

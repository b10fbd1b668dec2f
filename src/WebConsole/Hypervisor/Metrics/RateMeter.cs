namespace WebConsole.Hypervisor.Metrics;

/// <summary>
/// Computes rates of one counter. A rate that can't be computed is unknown (<see cref="double.NaN"/>), never negative.
/// </summary>
internal struct RateMeter
{
    // A mean over a longer time says nothing about the current rate.
    private static readonly TimeSpan LongestSpan = TimeSpan.FromSeconds(30);

    private long _timestamp;
    private ulong _value;
    private bool _known;

    /// <summary>
    /// Growth per second since the previous reading; unknown at the first reading, after the counter went back, and
    /// after a long gap.
    /// </summary>
    public double Next(ulong? counter, long timestamp, TimeProvider clock)
    {
        var rate = double.NaN;
        if (counter is { } value && _known && value >= _value)
        {
            var span = clock.GetElapsedTime(_timestamp, timestamp);
            if (span > TimeSpan.Zero && span <= LongestSpan)
                rate = (value - _value) / span.TotalSeconds;
        }
        _known = counter.HasValue;
        _value = counter.GetValueOrDefault();
        _timestamp = timestamp;
        return rate;
    }

    /// <summary>Whether the last reading is so old that the next rate will be unknown.</summary>
    public readonly bool IsSilent(long timestamp, TimeProvider clock) => clock.GetElapsedTime(_timestamp, timestamp) > LongestSpan;

    /// <summary>
    /// Whether <paramref name="counter"/> is lower than before, which means that the counter was restarted.
    /// </summary>
    public readonly bool IsBehind(ulong? counter) => _known && counter < _value;
}

namespace WebConsole.Hypervisor.Metrics;

/// <summary>Makes rates of one counter. Where a rate can't be told it is unknown (<see cref="double.NaN"/>), never negative.</summary>
internal struct RateMeter
{
    // Over a longer time the mean says nothing about now.
    private static readonly TimeSpan LongestSpan = TimeSpan.FromSeconds(30);

    private long _timestamp;
    private ulong _value;
    private bool _known;

    /// <summary>Growth per second since the counter was read before; unknown the first time, after it went back, and after a long silence.</summary>
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

    /// <summary>Whether nothing was read for so long that the next rate is unknown anyway.</summary>
    public readonly bool IsSilent(long timestamp, TimeProvider clock) => clock.GetElapsedTime(_timestamp, timestamp) > LongestSpan;

    /// <summary>Whether <paramref name="counter"/> is below what was read before: another one has taken its place.</summary>
    public readonly bool IsBehind(ulong? counter) => _known && counter < _value;
}

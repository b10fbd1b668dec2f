namespace WebConsole.Hypervisor.Metrics;

/// <summary>The values of one series, one per tick of its host. Guarded by its <see cref="HostSeries"/>.</summary>
internal sealed class SeriesRing
{
    private readonly float[] _values = new float[HostSeries.Capacity];
    private float _last = float.NaN;
    private long _holdUntil = long.MinValue;

    public SeriesRing(long timestamp)
    {
        Array.Fill(_values, float.NaN);
        SetAt = timestamp;
    }

    /// <summary>When it last got a value.</summary>
    public long SetAt { get; private set; }

    public float this[int slot] => _values[slot];

    /// <summary>Begins a tick that has no value yet.</summary>
    public void Advance(int slot, long timestamp)
    {
        if (timestamp >= _holdUntil)
            _last = float.NaN;
        _values[slot] = float.IsNaN(_last) ? float.NaN : MetricsStore.NotSampled;
    }

    public void Set(int slot, float value, long timestamp, long holdUntil)
    {
        _values[slot] = _last = value;
        _holdUntil = holdUntil;
        SetAt = timestamp;
    }

    /// <summary>Makes the series unknown from the tick in <paramref name="slot"/> on.</summary>
    public void End(int slot)
    {
        _values[slot] = _last = float.NaN;
        _holdUntil = long.MinValue;
    }
}

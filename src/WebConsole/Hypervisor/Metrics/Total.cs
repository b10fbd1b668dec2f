namespace WebConsole.Hypervisor.Metrics;

/// <summary>Sums up known values: one unknown value (a disk plugged in just now) does not make the sum unknown.</summary>
internal struct Total
{
    private double _sum;
    private int _known;

    public void Add(double value)
    {
        if (double.IsNaN(value))
            return;
        _sum += value;
        _known++;
    }

    /// <summary>The sum; unknown if no value is known.</summary>
    public readonly double Sum => _known == 0 ? double.NaN : _sum;

    public readonly double Mean => _sum / (_known == 0 ? double.NaN : _known);
}

namespace WebConsole.Hypervisor.Metrics;

/// <summary>Adds up what is known: one unknown part (a disk plugged in just now) does not hide the others.</summary>
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

    /// <summary>The sum, unknown where no part is known.</summary>
    public readonly double Sum => _known == 0 ? double.NaN : _sum;

    public readonly double Mean => _sum / (_known == 0 ? double.NaN : _known);
}

namespace WebConsole.Hypervisor.Metrics;

/// <summary>Computes how busy one CPU is, or all CPUs of a host together.</summary>
internal sealed class CpuMeter(TimeProvider clock)
{
    private RateMeter _busy;
    private RateMeter _idle;

    /// <summary>The busy share of the time since the previous reading, 0–100 %; <see cref="double.NaN"/> is unknown.</summary>
    public double Next(ulong? busyNanoseconds, ulong? idleNanoseconds, long timestamp)
    {
        var busy = _busy.Next(busyNanoseconds, timestamp, clock);
        var idle = _idle.Next(idleNanoseconds, timestamp, clock);
        return busy + idle > 0 ? 100 * busy / (busy + idle) : double.NaN;
    }
}

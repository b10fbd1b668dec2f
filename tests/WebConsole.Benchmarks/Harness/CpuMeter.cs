using System.Diagnostics;

namespace WebConsole.Benchmarks.Harness;

/// <summary>CPU time that a process used since the meter was started.</summary>
internal sealed class CpuMeter
{
    private readonly Func<TimeSpan> _read;
    private readonly TimeSpan _before;
    private readonly long _started = Stopwatch.GetTimestamp();

    private CpuMeter(Func<TimeSpan> read) => (_read, _before) = (read, read());

    public static CpuMeter Of(int processId) => new(() => ProcessUse.Cpu(processId));

    public static CpuMeter OfTree(int processId) => new(() => ProcessUse.CpuOfTree(processId));

    public TimeSpan Used => _read() - _before;

    /// <summary>In percent of one core, over the time since the start.</summary>
    public double Share => 100 * (Used / Stopwatch.GetElapsedTime(_started));
}

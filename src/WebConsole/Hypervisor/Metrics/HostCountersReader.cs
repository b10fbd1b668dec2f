using System.Globalization;
using Libvirt;

namespace WebConsole.Hypervisor.Metrics;

/// <summary>
/// Reads a host's counters. libvirt does not report the load average, so for a local host it comes from the kernel.
/// </summary>
internal static class HostCountersReader
{
    private const string LoadFile = "/proc/loadavg";

    public static void Read(LibvirtStatistics answer, bool isLocal, HostCounters counters)
    {
        if (answer.Cpu is { } cpu)
            (counters.BusyNanoseconds, counters.IdleNanoseconds) = (Busy(cpu), Idle(cpu));
        foreach (var (number, times) in answer.Cpus)
            counters.Cpus.Add(new HostCpuCounters(number, Busy(times), Idle(times)));
        if (answer.Memory is { } memory)
        {
            counters.MemoryTotalBytes = memory.Total;
            counters.MemoryUsedBytes = memory.Total - memory.Free - (memory.Buffers ?? 0) - (memory.Cached ?? 0);
        }
        if (isLocal)
            counters.Load = ReadLoad();
    }

    private static ulong? Busy(NodeCpuStats times) => (ulong?)(times.Kernel + times.User);

    private static ulong? Idle(NodeCpuStats times) => (ulong?)(times.Idle + (times.Iowait ?? 0));

    private static double? ReadLoad()
    {
        try
        {
            var text = File.ReadAllText(LoadFile);
            return double.TryParse(text.AsSpan(0, text.IndexOf(' ', StringComparison.Ordinal)), CultureInfo.InvariantCulture, out var load) ? load : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }
}

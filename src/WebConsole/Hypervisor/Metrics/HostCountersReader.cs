using System.Globalization;

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
        {
            counters.BusyNanoseconds = (ulong?)(cpu.Kernel + cpu.User);
            counters.IdleNanoseconds = (ulong?)(cpu.Idle + (cpu.Iowait ?? 0));
        }
        if (answer.Memory is { } memory)
        {
            counters.MemoryTotalBytes = memory.Total;
            counters.MemoryUsedBytes = memory.Total - memory.Free - (memory.Buffers ?? 0) - (memory.Cached ?? 0);
        }
        if (isLocal)
            counters.Load = ReadLoad();
    }

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

namespace WebConsole.Hypervisor.Metrics;

/// <summary>Raw counters of a host; <c>null</c> is unknown.</summary>
public sealed class HostCounters
{
    /// <summary>Time that all CPUs together spent at work, in ns.</summary>
    public ulong? BusyNanoseconds { get; set; }

    /// <summary>Time that all CPUs together spent waiting, in ns.</summary>
    public ulong? IdleNanoseconds { get; set; }

    public long? MemoryUsedBytes { get; set; }

    public long? MemoryTotalBytes { get; set; }

    public double? Load { get; set; }

    /// <summary>Each CPU by itself; those that the host does not tell of are left out.</summary>
    public List<HostCpuCounters> Cpus { get; } = [];

    internal void Clear()
    {
        BusyNanoseconds = IdleNanoseconds = null;
        MemoryUsedBytes = MemoryTotalBytes = null;
        Load = null;
        Cpus.Clear();
    }
}

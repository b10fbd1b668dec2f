namespace WebConsole.Hypervisor.Metrics;

/// <summary>Counters that one call reads together.</summary>
[Flags]
public enum StatisticsGroups
{
    None = 0,

    /// <summary>The host's own CPU, memory and load.</summary>
    Host = 1,
    State = 2,
    VirtualCpus = 4,
    Network = 8,

    /// <summary>CPU time of the whole process, used if the time of single vCPUs is not known.</summary>
    CpuTotal = 16,
    Memory = 32,
    Disks = 64,

    /// <summary>Each of the host's CPUs: a call for each, so only while someone looks at them.</summary>
    HostCpus = 128,
}

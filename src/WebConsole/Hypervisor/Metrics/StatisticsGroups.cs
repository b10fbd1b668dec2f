namespace WebConsole.Hypervisor.Metrics;

/// <summary>Counters that are read together because they cost together.</summary>
[Flags]
public enum StatisticsGroups
{
    None = 0,

    /// <summary>The host's own CPU, memory and load.</summary>
    Host = 1,
    State = 2,
    VirtualCpus = 4,
    Network = 8,

    /// <summary>CPU time of the whole process: what is left where a machine's vCPUs can't be told apart.</summary>
    CpuTotal = 16,
    Memory = 32,
    Disks = 64,
}

namespace WebConsole.Hypervisor.Metrics;

/// <summary>Raw counters of one machine; <c>null</c> is unknown. Devices keep the order of the source.</summary>
public sealed class MachineCounters
{
    public Guid Uuid { get; private set; }

    public MachineState State { get; set; }

    /// <summary>
    /// Identifies one run of a machine, if the source knows it: counters of different runs can't be compared.
    /// </summary>
    public long? Instance { get; set; }

    /// <summary>CPU time of the whole process, emulation included, in ns.</summary>
    public ulong? CpuNanoseconds { get; set; }

    /// <summary>How many CPUs the machine has now.</summary>
    public int? VirtualCpuCount { get; set; }

    public List<VirtualCpuCounters> VirtualCpus { get; } = [];

    public long? MemoryAvailableBytes { get; set; }

    public long? MemoryUsableBytes { get; set; }

    public long? MemoryResidentBytes { get; set; }

    public long? MemoryTotalBytes { get; set; }

    public List<DiskCounters> Disks { get; } = [];

    public List<InterfaceCounters> Interfaces { get; } = [];

    internal void Clear(Guid uuid)
    {
        Uuid = uuid;
        State = MachineState.Unknown;
        Instance = null;
        CpuNanoseconds = null;
        VirtualCpuCount = null;
        MemoryAvailableBytes = MemoryUsableBytes = MemoryResidentBytes = MemoryTotalBytes = null;
        VirtualCpus.Clear();
        Disks.Clear();
        Interfaces.Clear();
    }
}

namespace WebConsole.Hypervisor.Metrics;

/// <summary>What is measured. Sizes are in bytes, rates in bytes or requests per second.</summary>
public enum Metric
{
    /// <summary>0–100 % of all CPUs of the machine or host; with a device, of that one vCPU or CPU.</summary>
    Cpu,

    /// <summary>
    /// Memory in use: for a machine, available − usable as the balloon reports them; for a host, the memory in use.
    /// </summary>
    Memory,

    /// <summary>Resident size of the machine's process.</summary>
    MemoryResident,

    /// <summary>Memory given to the machine, or built into the host.</summary>
    MemoryTotal,

    /// <summary>Bytes read and written.</summary>
    Disk,
    DiskRead,
    DiskWrite,

    /// <summary>Finished read requests per second.</summary>
    DiskReadRequests,

    /// <summary>Finished write requests per second.</summary>
    DiskWriteRequests,

    /// <summary>Bytes received and sent.</summary>
    Network,
    NetworkReceive,
    NetworkSend,

    /// <summary>Load average of the last minute, hosts only.</summary>
    Load,
}

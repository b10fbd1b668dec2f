namespace WebConsole.Hypervisor.Metrics;

/// <summary>Time that one vCPU ran, in ns.</summary>
public readonly record struct VirtualCpuCounters(int Number, ulong? Nanoseconds);

/// <summary>What a disk has read and written since its machine started.</summary>
public readonly record struct DiskCounters(string Name, ulong? ReadBytes, ulong? WrittenBytes, ulong? ReadRequests, ulong? WriteRequests)
{
    /// <summary>The size that the guest sees.</summary>
    public long? CapacityBytes { get; init; }
}

/// <summary>What the machine has received and sent through an interface, from the guest's point of view.</summary>
public readonly record struct InterfaceCounters(string Name, ulong? ReceivedBytes, ulong? SentBytes);

namespace WebConsole.Hypervisor.Metrics;

/// <summary>The four numbers of a machine's row at one moment. <c>null</c> is unknown, never zero.</summary>
/// <param name="UnixMilliseconds">When the newest of them was read.</param>
/// <param name="CpuPercent">0–100 of all its vCPUs together.</param>
/// <param name="MemoryUsedBytes">available − usable as the balloon reports them, else the resident size of its
/// process.</param>
/// <param name="MemoryIsResident">Whether <paramref name="MemoryUsedBytes"/> is the resident size, shown with "≈".</param>
/// <param name="DiskBytesPerSecond">Reads and writes of all disks.</param>
/// <param name="NetworkBytesPerSecond">Received and sent on all interfaces.</param>
public sealed record MachineRates(long UnixMilliseconds, double? CpuPercent, long? MemoryUsedBytes, bool MemoryIsResident,
    double? DiskBytesPerSecond, double? NetworkBytesPerSecond);

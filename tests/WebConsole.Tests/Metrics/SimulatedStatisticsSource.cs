using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Metrics;

namespace WebConsole.Tests.Metrics;

/// <summary>
/// Simulated machines whose metrics all change. Their counters are a function of the time, so that any number of
/// machines costs nothing between two readings.
/// </summary>
public sealed class SimulatedStatisticsSource(TimeProvider clock) : IStatisticsSource
{
    private const ulong BytesPerSecond = 1_000_000;

    private readonly long _start = clock.GetTimestamp();

    /// <summary>The machines of all hosts; may be replaced while it runs.</summary>
    public IReadOnlyList<Guid> Machines { get; set; } = [];

    /// <summary>Every call that was made.</summary>
    public List<(string Host, StatisticsGroups Groups)> Calls { get; } = [];

    /// <summary>Runs before each call, and may throw or block.</summary>
    public Func<string, StatisticsGroups, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    public Func<Guid, MachineState> StateOf { get; set; } = _ => MachineState.Running;

    public async Task ReadAsync(string host, StatisticsReading reading, CancellationToken cancellationToken)
    {
        lock (Calls)
            Calls.Add((host, reading.Groups));
        await Before(host, reading.Groups);
        reading.Timestamp = clock.GetTimestamp();
        var seconds = clock.GetElapsedTime(_start, reading.Timestamp).TotalSeconds;
        reading.Host.BusyNanoseconds = (ulong)(0.5e9 * seconds);
        reading.Host.IdleNanoseconds = (ulong)(1.5e9 * seconds);
        reading.Host.MemoryUsedBytes = 8L << 30;
        reading.Host.MemoryTotalBytes = 24L << 30;
        reading.Host.Load = 1.5;
        for (var cpu = 0; reading.Has(StatisticsGroups.HostCpus) && cpu < 4; cpu++)
            reading.Host.Cpus.Add(new HostCpuCounters(cpu, (ulong)((cpu + 1) * 0.1e9 * seconds), (ulong)((9 - cpu) * 0.1e9 * seconds)));
        for (var i = 0; i < Machines.Count; i++)
            Fill(reading.Add(Machines[i]), i, seconds);
    }

    /// <summary>The CPU share, in percent, of the machine at <paramref name="index"/>.</summary>
    public static double CpuPercentOf(int index) => 5 + index % 90;

    private void Fill(MachineCounters machine, int index, double seconds)
    {
        machine.State = StateOf(machine.Uuid);
        machine.VirtualCpuCount = 2;
        var nanoseconds = (ulong)(CpuPercentOf(index) / 100 * 1e9 * seconds);
        machine.VirtualCpus.Add(new VirtualCpuCounters(0, nanoseconds));
        machine.VirtualCpus.Add(new VirtualCpuCounters(1, nanoseconds));
        machine.CpuNanoseconds = 2 * nanoseconds;
        machine.MemoryTotalBytes = 2L << 30;
        machine.MemoryAvailableBytes = 2L << 30;
        machine.MemoryUsableBytes = (1L << 30) - (long)(seconds * 1000);
        machine.MemoryResidentBytes = 1L << 30;
        var bytes = (ulong)(BytesPerSecond * seconds);
        machine.Disks.Add(new DiskCounters("vda", bytes, 2 * bytes, bytes / 4096, bytes / 2048));
        machine.Interfaces.Add(new InterfaceCounters("vnet0", bytes, bytes / 2));
    }
}

using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Metrics;

namespace WebConsole.Benchmarks.Simulation;

/// <summary>Counters of machines that all change every second.</summary>
internal sealed class SimulatedStatistics(TimeProvider clock) : IStatisticsSource
{
    private readonly long _start = clock.GetTimestamp();

    public Task ReadAsync(string host, StatisticsReading reading, CancellationToken cancellationToken)
    {
        reading.Timestamp = clock.GetTimestamp();
        var seconds = clock.GetElapsedTime(_start, reading.Timestamp).TotalSeconds;
        reading.Host.BusyNanoseconds = Counter(1e9, seconds, phase: 0);
        reading.Host.IdleNanoseconds = Counter(1e9, seconds, phase: 3);
        reading.Host.MemoryUsedBytes = 8L << 30;
        reading.Host.MemoryTotalBytes = 24L << 30;
        reading.Host.Load = 1.5;
        for (var i = 0; i < SimulatedMachines.All.Count; i++)
            Fill(reading.Add(SimulatedMachines.All[i].Uuid), seconds, phase: i);
        return Task.CompletedTask;
    }

    private static void Fill(MachineCounters machine, double seconds, int phase)
    {
        machine.State = MachineState.Running;
        machine.Instance = 1;
        machine.VirtualCpuCount = 2;
        machine.VirtualCpus.Add(new VirtualCpuCounters(0, Counter(0.5e9, seconds, phase)));
        machine.VirtualCpus.Add(new VirtualCpuCounters(1, Counter(0.4e9, seconds, phase + 1)));
        machine.CpuNanoseconds = Counter(0.9e9, seconds, phase);
        machine.MemoryTotalBytes = machine.MemoryAvailableBytes = 2L << 30;
        machine.MemoryUsableBytes = (long)((1L << 30) * (1 + 0.5 * Math.Sin(seconds + phase)));
        machine.MemoryResidentBytes = 1L << 30;
        var bytes = Counter(5e6, seconds, phase);
        machine.Disks.Add(new DiskCounters("vda", bytes, 2 * bytes, bytes / 4096, bytes / 2048));
        machine.Interfaces.Add(new InterfaceCounters("vnet0", Counter(2e6, seconds, phase + 2), Counter(1e6, seconds, phase)));
    }

    // Its rate oscillates around the mean and is never negative; it starts after one simulated minute, so it starts
    // above zero.
    private static ulong Counter(double perSecond, double seconds, int phase) =>
        (ulong)(perSecond * (60 + seconds - 2.5 * Math.Cos(seconds / 3 + phase)));
}

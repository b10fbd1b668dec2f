using System.Globalization;

namespace WebConsole.Hypervisor.Metrics;

/// <summary>Turns a host's raw counters into the values of its series, and sums up the values of its machines.</summary>
internal sealed class HostMeter(TimeProvider clock)
{
    private static readonly Metric[] Summed =
        [Metric.DiskRead, Metric.DiskWrite, Metric.Disk, Metric.NetworkReceive, Metric.NetworkSend, Metric.Network];

    private readonly Total[] _totals = new Total[Enum.GetValues<Metric>().Length];
    private readonly CpuMeter _allCpus = new(clock);
    private readonly Dictionary<int, CpuMeter> _cpus = [];

    /// <summary>Begins a reading: no machine is counted yet.</summary>
    public void Begin() => Array.Clear(_totals);

    /// <summary>Counts one machine's values.</summary>
    public void Count(SampleBuffer machine)
    {
        foreach (var (series, value) in machine.Values)
        {
            if (series.Device is null)
                _totals[(int)series.Metric].Add(value);
        }
    }

    /// <summary>Adds to <paramref name="sample"/> the host's values.</summary>
    public void Measure(StatisticsReading reading, SampleBuffer sample)
    {
        if (reading.Has(StatisticsGroups.Host))
            MeasureHost(reading, sample);
        MeasureCpus(reading, sample);
        foreach (var metric in Summed)
        {
            if (reading.Has(metric is Metric.Disk or Metric.DiskRead or Metric.DiskWrite ? StatisticsGroups.Disks : StatisticsGroups.Network))
                sample.Add(new Series(metric), _totals[(int)metric].Sum);
        }
    }

    private void MeasureHost(StatisticsReading reading, SampleBuffer sample)
    {
        sample.Add(new Series(Metric.Cpu), _allCpus.Next(reading.Host.BusyNanoseconds, reading.Host.IdleNanoseconds, reading.Timestamp));
        sample.Add(new Series(Metric.Memory), reading.Host.MemoryUsedBytes);
        sample.Add(new Series(Metric.MemoryTotal), reading.Host.MemoryTotalBytes);
        sample.Add(new Series(Metric.Load), reading.Host.Load);
    }

    private void MeasureCpus(StatisticsReading reading, SampleBuffer sample)
    {
        foreach (var cpu in reading.Host.Cpus)
        {
            if (!_cpus.TryGetValue(cpu.Cpu, out var meter))
                _cpus[cpu.Cpu] = meter = new CpuMeter(clock);
            sample.Add(new Series(Metric.Cpu, cpu.Cpu.ToString(CultureInfo.InvariantCulture)), meter.Next(cpu.BusyNanoseconds, cpu.IdleNanoseconds, reading.Timestamp));
        }
    }
}

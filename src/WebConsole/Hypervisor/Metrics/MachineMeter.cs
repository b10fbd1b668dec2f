using System.Globalization;
using System.Runtime.InteropServices;

namespace WebConsole.Hypervisor.Metrics;

/// <summary>Turns one machine's raw counters into the values of its series. Remembers the counters of the reading before.</summary>
internal sealed class MachineMeter(TimeProvider clock)
{
    private const double NanosecondsPerPercent = 1e9 / 100;

    // A definition must not cost unlimited memory: devices beyond these limits count in the sums, but have no series of
    // their own; vCPUs beyond the limit are left out of the mean.
    private const int MaximumVirtualCpus = 512;
    internal const int MaximumDevices = 32;

    private static readonly string[] Numbers = [.. Enumerable.Range(0, MaximumVirtualCpus).Select(n => n.ToString(CultureInfo.InvariantCulture))];

    private readonly Dictionary<Series, RateMeter> _meters = [];
    private long? _instance;
    private int _virtualCpuCount = 1;
    private bool _virtualCpuTimesUnknown;

    /// <summary>Adds to <paramref name="sample"/> the values of all groups that the reading holds.</summary>
    public void Measure(StatisticsReading reading, MachineCounters counters, SampleBuffer sample)
    {
        if (IsAnotherRun(counters))
            _meters.Clear();
        _instance = counters.Instance ?? _instance;
        _virtualCpuCount = Math.Max(1, counters.VirtualCpuCount ?? _virtualCpuCount);
        if (reading.Has(StatisticsGroups.VirtualCpus))
            MeasureVirtualCpus(reading, counters, sample);
        if (reading.Has(StatisticsGroups.CpuTotal))
            MeasureCpuTotal(reading, counters, sample);
        if (reading.Has(StatisticsGroups.Memory))
            MeasureMemory(counters, sample);
        if (reading.Has(StatisticsGroups.Disks))
            MeasureDisks(reading, counters, sample);
        if (reading.Has(StatisticsGroups.Network))
            MeasureInterfaces(reading, counters, sample);
    }

    /// <summary>Forgets the counters of devices that are gone.</summary>
    public void Prune(long timestamp)
    {
        foreach (var (series, meter) in _meters)
        {
            if (meter.IsSilent(timestamp, clock))
                _meters.Remove(series);
        }
    }

    // Only its counters show that a machine was stopped and started between two readings.
    private bool IsAnotherRun(MachineCounters counters)
    {
        if (counters.Instance is { } instance && _instance is { } known && instance != known)
            return true;
        foreach (var cpu in counters.VirtualCpus)
        {
            if (_meters.TryGetValue(new Series(Metric.Cpu, NumberOf(cpu)), out var meter) && meter.IsBehind(cpu.Nanoseconds))
                return true;
        }
        return false;
    }

    private void MeasureVirtualCpus(StatisticsReading reading, MachineCounters counters, SampleBuffer sample)
    {
        var mean = new Total();
        foreach (var cpu in counters.VirtualCpus)
        {
            if (NumberOf(cpu) is not { } number)
                continue;
            var series = new Series(Metric.Cpu, number);
            var percent = Percent(counters.State, Rate(series, cpu.Nanoseconds, reading.Timestamp), 1);
            sample.Add(series, percent);
            mean.Add(percent);
        }
        _virtualCpuTimesUnknown = counters.VirtualCpus.TrueForAll(cpu => cpu.Nanoseconds is null);
        if (!_virtualCpuTimesUnknown)
            sample.Add(new Series(Metric.Cpu), mean.Mean);
        else if (IsHalted(counters.State))
            sample.Add(new Series(Metric.Cpu), 0);
    }

    private void MeasureCpuTotal(StatisticsReading reading, MachineCounters counters, SampleBuffer sample)
    {
        if (!_virtualCpuTimesUnknown)
            return;
        var rate = Rate(new Series(Metric.Cpu), counters.CpuNanoseconds, reading.Timestamp);
        sample.Add(new Series(Metric.Cpu), Percent(counters.State, rate, _virtualCpuCount));
    }

    private static void MeasureMemory(MachineCounters counters, SampleBuffer sample)
    {
        sample.Add(new Series(Metric.Memory), counters.MemoryAvailableBytes - counters.MemoryUsableBytes);
        sample.Add(new Series(Metric.MemoryResident), counters.MemoryResidentBytes);
        sample.Add(new Series(Metric.MemoryTotal), counters.MemoryTotalBytes);
    }

    private void MeasureDisks(StatisticsReading reading, MachineCounters counters, SampleBuffer sample)
    {
        Total read = new(), written = new(), reads = new(), writes = new();
        for (var i = 0; i < counters.Disks.Count; i++)
        {
            var disk = counters.Disks[i];
            read.Add(Device(Metric.DiskRead, disk.Name, disk.ReadBytes));
            written.Add(Device(Metric.DiskWrite, disk.Name, disk.WrittenBytes));
            reads.Add(Device(Metric.DiskReadRequests, disk.Name, disk.ReadRequests));
            writes.Add(Device(Metric.DiskWriteRequests, disk.Name, disk.WriteRequests));

            double Device(Metric metric, string name, ulong? counter) =>
                MeasureDevice(new Series(metric, name), counter, i, reading, sample);
        }
        sample.Add(new Series(Metric.DiskRead), read.Sum);
        sample.Add(new Series(Metric.DiskWrite), written.Sum);
        sample.Add(new Series(Metric.Disk), read.Sum + written.Sum);
        sample.Add(new Series(Metric.DiskReadRequests), reads.Sum);
        sample.Add(new Series(Metric.DiskWriteRequests), writes.Sum);
    }

    private void MeasureInterfaces(StatisticsReading reading, MachineCounters counters, SampleBuffer sample)
    {
        Total received = new(), sent = new();
        for (var i = 0; i < counters.Interfaces.Count; i++)
        {
            var nic = counters.Interfaces[i];
            received.Add(MeasureDevice(new Series(Metric.NetworkReceive, nic.Name), nic.ReceivedBytes, i, reading, sample));
            sent.Add(MeasureDevice(new Series(Metric.NetworkSend, nic.Name), nic.SentBytes, i, reading, sample));
        }
        sample.Add(new Series(Metric.NetworkReceive), received.Sum);
        sample.Add(new Series(Metric.NetworkSend), sent.Sum);
        sample.Add(new Series(Metric.Network), received.Sum + sent.Sum);
    }

    private double MeasureDevice(Series series, ulong? counter, int index, StatisticsReading reading, SampleBuffer sample)
    {
        var rate = Rate(series, counter, reading.Timestamp);
        if (index < MaximumDevices)
            sample.Add(series, rate);
        return rate;
    }

    private double Rate(Series series, ulong? counter, long timestamp) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_meters, series, out _).Next(counter, timestamp, clock);

    private static double Percent(MachineState state, double nanosecondsPerSecond, int cpus) =>
        IsHalted(state) ? 0 : Math.Min(nanosecondsPerSecond / NanosecondsPerPercent / cpus, 100);

    private static bool IsHalted(MachineState state) => state is MachineState.Paused or MachineState.Suspended or MachineState.Crashed;

    private static string? NumberOf(VirtualCpuCounters cpu) => cpu.Number is >= 0 and < MaximumVirtualCpus ? Numbers[cpu.Number] : null;
}

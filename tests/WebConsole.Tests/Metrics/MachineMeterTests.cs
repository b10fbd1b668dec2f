using Microsoft.Extensions.Time.Testing;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Metrics;
using Xunit;

namespace WebConsole.Tests.Metrics;

public sealed class MachineMeterTests
{
    private const StatisticsGroups All = (StatisticsGroups)127;

    private readonly FakeTimeProvider _clock = new();
    private readonly StatisticsReading _reading = new();
    private readonly SampleBuffer _sample = new();
    private readonly MachineMeter _meter;

    public MachineMeterTests() => _meter = new MachineMeter(_clock);

    [Fact]
    public void Cpu_is_the_mean_of_all_virtual_cpus_in_percent()
    {
        Measure(Cpus(0, 0));
        Measure(Cpus(1_000_000_000, 500_000_000));

        Assert.Equal(75, Value(Metric.Cpu));
        Assert.Equal(100, Value(Metric.Cpu, "0"));
        Assert.Equal(50, Value(Metric.Cpu, "1"));
    }

    [Fact]
    public void Cpu_time_read_a_little_late_is_not_above_100_percent()
    {
        Measure(Cpus(0));
        Measure(Cpus(1_040_000_000));

        Assert.Equal(100, Value(Metric.Cpu));
    }

    [Theory]
    [InlineData(MachineState.Paused)]
    [InlineData(MachineState.Suspended)]
    public void Machine_that_does_not_run_uses_no_cpu_from_the_first_reading_on(MachineState state)
    {
        Measure(machine =>
        {
            Cpus(5_000_000_000)(machine);
            machine.State = state;
        });

        Assert.Equal(0, Value(Metric.Cpu));
    }

    [Fact]
    public void Cpu_comes_from_the_whole_process_where_virtual_cpus_tell_nothing()
    {
        Measure(Process(0));
        Measure(Process(1_000_000_000));

        Assert.Equal(25, Value(Metric.Cpu));

        static Action<MachineCounters> Process(ulong time) => machine =>
        {
            machine.VirtualCpuCount = 4;
            machine.CpuNanoseconds = time;
        };
    }

    [Fact]
    public void Plugged_in_virtual_cpu_counts_from_its_second_reading_on()
    {
        Measure(Cpus(0));
        Measure(Cpus(500_000_000, 90_000_000_000));

        Assert.Equal(50, Value(Metric.Cpu));
        Assert.Equal(float.NaN, Value(Metric.Cpu, "1"));
    }

    [Fact]
    public void Restart_seen_by_a_cpu_counter_makes_all_rates_unknown_once()
    {
        Measure(Busy(cpu: 9_000_000_000, bytes: 1000));
        // The new run has read more than the old one, so only its CPU time shows the restart.
        Measure(Busy(cpu: 1_000_000_000, bytes: 500_000));
        Assert.Equal(float.NaN, Value(Metric.DiskRead));
        Assert.Equal(float.NaN, Value(Metric.NetworkReceive));

        Measure(Busy(cpu: 1_100_000_000, bytes: 501_000));
        Assert.Equal(1000, Value(Metric.DiskRead));
    }

    [Fact]
    public void Restart_seen_by_its_instance_makes_all_rates_unknown_once()
    {
        Measure(Instance(1));
        Measure(Instance(2));

        Assert.Equal(float.NaN, Value(Metric.Cpu));
        Assert.Equal(float.NaN, Value(Metric.Disk));

        static Action<MachineCounters> Instance(long instance) => machine =>
        {
            Busy(cpu: (ulong)instance * 1_000_000, bytes: (ulong)instance * 1_000_000)(machine);
            machine.Instance = instance;
        };
    }

    [Fact]
    public void Sums_are_of_all_devices_and_leave_out_what_is_unknown()
    {
        Measure(Disks(("vda", 0)));
        Measure(Disks(("vda", 100), ("vdb", 7_000_000)));
        Assert.Equal(100, Value(Metric.DiskRead));

        Measure(Disks(("vda", 200), ("vdb", 7_000_050)));
        Assert.Equal(150, Value(Metric.DiskRead));
        Assert.Equal(50, Value(Metric.DiskRead, "vdb"));

        static Action<MachineCounters> Disks(params (string Name, ulong Bytes)[] disks) => machine =>
        {
            foreach (var (name, bytes) in disks)
                machine.Disks.Add(new DiskCounters(name, bytes, 0, 0, 0));
        };
    }

    [Fact]
    public void Memory_is_available_less_usable_and_unknown_without_a_balloon_driver()
    {
        Measure(machine =>
        {
            machine.MemoryAvailableBytes = 1000;
            machine.MemoryUsableBytes = 300;
            machine.MemoryResidentBytes = 900;
        });
        Assert.Equal(700, Value(Metric.Memory));

        Measure(machine => machine.MemoryResidentBytes = 900);
        Assert.Equal(float.NaN, Value(Metric.Memory));
        Assert.Equal(900, Value(Metric.MemoryResident));
    }

    [Fact]
    [Trait("Attack", "D4")]
    public void Machine_with_a_thousand_devices_has_few_series_but_whole_sums()
    {
        Measure(Many(0));
        Measure(Many(10));

        Assert.Equal(10_000, Value(Metric.NetworkReceive));
        Assert.True(_sample.Values.Length < 600);

        static Action<MachineCounters> Many(ulong bytes) => machine =>
        {
            for (var i = 0; i < 1000; i++)
            {
                machine.VirtualCpus.Add(new VirtualCpuCounters(i, 0));
                machine.Interfaces.Add(new InterfaceCounters($"vnet{i}", bytes, 0));
            }
        };
    }

    private static Action<MachineCounters> Cpus(params ulong[] times) => machine =>
    {
        for (var i = 0; i < times.Length; i++)
            machine.VirtualCpus.Add(new VirtualCpuCounters(i, times[i]));
    };

    private static Action<MachineCounters> Busy(ulong cpu, ulong bytes) => machine =>
    {
        Cpus(cpu)(machine);
        machine.Disks.Add(new DiskCounters("vda", bytes, bytes, 0, 0));
        machine.Interfaces.Add(new InterfaceCounters("vnet0", bytes, bytes));
    };

    private void Measure(Action<MachineCounters> fill)
    {
        _clock.Advance(TimeSpan.FromSeconds(1));
        _reading.Begin(All, TimeSpan.Zero);
        _reading.Timestamp = _clock.GetTimestamp();
        var machine = _reading.Add(Guid.NewGuid());
        machine.State = MachineState.Running;
        fill(machine);
        _sample.Clear();
        _meter.Measure(_reading, machine, _sample);
    }

    private float Value(Metric metric, string? device = null)
    {
        foreach (var (series, value) in _sample.Values)
        {
            if (series == new Series(metric, device))
                return value;
        }
        throw new InvalidOperationException($"No value of {new Series(metric, device)}.");
    }
}

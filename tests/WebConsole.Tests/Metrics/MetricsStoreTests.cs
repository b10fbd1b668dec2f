using Microsoft.Extensions.Time.Testing;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Metrics;
using Xunit;

namespace WebConsole.Tests.Metrics;

public sealed class MetricsStoreTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly Series Cpu = new(Metric.Cpu);
    private static readonly Series Disk = new(Metric.Disk);

    private readonly FakeTimeProvider _clock = new();
    private readonly MetricsStore _store;
    private readonly HostSeries _host;
    private readonly MachineId _machine = new("local", Guid.NewGuid());

    public MetricsStoreTests()
    {
        _store = new MetricsStore(_clock);
        _host = _store.Host("local");
    }

    [Fact]
    public void Latest_of_a_machine_that_was_never_read_is_nothing() => Assert.Null(_store.Latest(_machine));

    [Fact]
    public void Latest_has_the_values_of_the_newest_complete_tick_also_while_the_next_is_being_read()
    {
        Tick((Cpu, 12));
        _host.Begin(_clock.GetTimestamp());

        Assert.Equal(12, _store.Latest(_machine)!.CpuPercent);
    }

    [Fact]
    public void Value_of_a_group_read_now_and_then_is_held_and_then_unknown()
    {
        Tick(TimeSpan.FromSeconds(15), (Disk, 100));
        for (var i = 0; i < 14; i++)
            Tick((Cpu, 1));
        Assert.Equal(100, _store.Latest(_machine)!.DiskBytesPerSecond);

        Tick((Cpu, 1));
        Assert.Null(_store.Latest(_machine)!.DiskBytesPerSecond);
        Assert.Equal(1, _store.Latest(_machine)!.CpuPercent);
    }

    [Fact]
    public void History_tells_not_sampled_from_unknown()
    {
        Tick(TimeSpan.FromSeconds(3), (Disk, 100));
        for (var i = 0; i < 4; i++)
            Tick((Cpu, i));

        Assert.Equal([100, MetricsStore.NotSampled, MetricsStore.NotSampled, float.NaN, float.NaN], History(Disk));
        Assert.Equal([float.NaN, 0, 1, 2, 3], History(Cpu));
    }

    [Fact]
    public void Machine_that_is_off_is_unknown_at_once_and_keeps_its_history()
    {
        Tick(TimeSpan.FromSeconds(15), (Cpu, 5), (Disk, 100));
        TickWithout(exists: true);

        Assert.Null(_store.Latest(_machine)!.DiskBytesPerSecond);
        Assert.Equal([100, float.NaN], History(Disk));
    }

    [Fact]
    public void Machine_that_is_gone_is_freed_at_once()
    {
        Tick((Cpu, 5));
        TickWithout(exists: false);

        Assert.Null(_store.Latest(_machine));
        Assert.Empty(_store.SeriesOf("local", _machine.Uuid));
    }

    [Fact]
    public void Machine_that_is_off_for_longer_than_the_rings_are_is_freed()
    {
        Tick((Cpu, 5));
        for (var i = 0; i < HostSeries.Capacity; i++)
            TickWithout(exists: true);

        Assert.Null(_store.Latest(_machine));
    }

    [Fact]
    public void Unplugged_device_is_freed_when_nothing_of_it_is_left_to_show()
    {
        Tick((new Series(Metric.NetworkSend, "vnet7"), 5), (Cpu, 1));
        for (var i = 0; i < 660; i++)
            Tick((Cpu, 1));

        Assert.Equal([Cpu], _store.SeriesOf("local", _machine.Uuid));
    }

    [Fact]
    public void Ring_keeps_the_newest_and_nothing_else()
    {
        for (var i = 0; i < HostSeries.Capacity + 50; i++)
            Tick((Cpu, i));

        var history = History(Cpu);
        Assert.Equal(HostSeries.Capacity, history.Length);
        Assert.Equal(50, history[0]);
        Assert.Equal(HostSeries.Capacity + 49, history[^1]);
    }

    [Fact]
    [Trait("Attack", "D5")]
    public void Thousand_machines_made_and_deleted_leave_nothing_behind()
    {
        var sample = new SampleBuffer();
        sample.Add(Cpu, 1);
        for (var i = 0; i < 1000; i++)
        {
            _host.Begin(_clock.GetTimestamp());
            _host.SetMachine(Guid.NewGuid(), sample, TimeSpan.Zero);
            _host.EndUnseen(_ => false);
            _store.Publish("local");
            _clock.Advance(Second);
        }

        Assert.Single(_store.TopConsumers(Metric.Cpu, 1000));
    }

    [Fact]
    public void Top_consumers_come_greediest_first_and_without_those_of_which_nothing_is_known()
    {
        Guid[] machines = [.. Enumerable.Range(0, 5).Select(_ => Guid.NewGuid())];
        var sample = new SampleBuffer();
        _host.Begin(_clock.GetTimestamp());
        for (var i = 0; i < machines.Length; i++)
        {
            sample.Clear();
            sample.Add(Cpu, i == 3 ? null : i);
            _host.SetMachine(machines[i], sample, TimeSpan.Zero);
        }
        _store.Publish("local");

        Assert.Equal([machines[4], machines[2]], _store.TopConsumers(Metric.Cpu, 2).Select(consumer => consumer.Machine.Uuid));
        Assert.Empty(_store.TopConsumers(Metric.Cpu, 2, "another"));
    }

    [Fact]
    public void Resident_size_stands_in_for_memory_and_says_so()
    {
        Tick((new Series(Metric.MemoryResident), 900));
        Assert.Equal((900L, true), (_store.Latest(_machine)!.MemoryUsedBytes, _store.Latest(_machine)!.MemoryIsResident));

        Tick((new Series(Metric.MemoryResident), 900), (new Series(Metric.Memory), 400));
        Assert.Equal((400L, false), (_store.Latest(_machine)!.MemoryUsedBytes, _store.Latest(_machine)!.MemoryIsResident));
    }

    [Fact]
    public async Task Readers_beside_a_writer_see_whole_ticks_only()
    {
        using var done = new CancellationTokenSource();
        var reader = Task.Run(() =>
        {
            var reads = 0;
            var timestamps = new long[HostSeries.Capacity];
            var values = new float[2 * HostSeries.Capacity];
            SeriesAddress[] series = [new(_machine.Uuid, Cpu), new(_machine.Uuid, Disk)];
            while (!done.IsCancellationRequested)
            {
                var count = _host.Read(0, series, timestamps, values);
                for (var i = 0; i < count; i++)
                    Assert.Equal(values[i], values[HostSeries.Capacity + i]);
                reads += count;
            }
            return reads;
        }, TestContext.Current.CancellationToken);

        for (var i = 0; i < 20_000; i++)
            Tick((Cpu, i), (Disk, i));
        await done.CancelAsync();

        Assert.NotEqual(0, await reader);
    }

    private void Tick(params (Series, double)[] values) => Tick(TimeSpan.Zero, values);

    private void Tick(TimeSpan hold, params (Series Series, double Value)[] values)
    {
        var sample = new SampleBuffer();
        _host.Begin(_clock.GetTimestamp());
        foreach (var (series, value) in values)
            sample.Add(series, value);
        _host.SetMachine(_machine.Uuid, sample, hold);
        _store.Publish("local");
        _clock.Advance(Second);
    }

    private void TickWithout(bool exists)
    {
        _host.Begin(_clock.GetTimestamp());
        _host.EndUnseen(_ => exists);
        _store.Publish("local");
        _clock.Advance(Second);
    }

    private float[] History(Series series)
    {
        var timestamps = new long[HostSeries.Capacity];
        var values = new float[HostSeries.Capacity];
        var count = _host.Read(0, [new SeriesAddress(_machine.Uuid, series)], timestamps, values);
        return values[..count];
    }
}

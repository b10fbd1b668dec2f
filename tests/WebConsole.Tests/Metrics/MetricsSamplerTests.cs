using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Hypervisor.Metrics;
using Xunit;

namespace WebConsole.Tests.Metrics;

public sealed class MetricsSamplerTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new();
    private readonly InventoryStore _inventory = new();
    private readonly MetricsWatchers _watchers = new();
    private readonly Channel<string> _ticks = Channel.CreateUnbounded<string>();
    private readonly SimulatedStatisticsSource _source;
    private readonly MetricsStore _store;
    private readonly MetricsSampler _sampler;

    public MetricsSamplerTests()
    {
        _source = new SimulatedStatisticsSource(_clock);
        _store = new MetricsStore(_clock);
        _store.Ticked += host => _ticks.Writer.TryWrite(host);
        _sampler = new MetricsSampler(_source, _store, _inventory, _watchers, _clock, NullLogger<MetricsSampler>.Instance);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _sampler.StartAsync(Token);

    public async ValueTask DisposeAsync()
    {
        await _sampler.StopAsync(CancellationToken.None);
        _sampler.Dispose();
    }

    [Fact]
    public async Task Host_is_sampled_from_the_moment_it_is_known()
    {
        AddHost("local");

        Assert.Equal("local", await NextTick());
        Assert.Equal(25, await CpuAfter(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task Pace_is_ten_seconds_until_someone_watches_and_after_nobody_does()
    {
        AddHost("local");
        await NextTick();
        Assert.Equal(1, await TicksWithin(seconds: 10));

        var watch = _watchers.Watch("local");
        Assert.Equal(10, await TicksWithin(seconds: 10));

        watch.Dispose();
        Assert.Equal(2, await TicksWithin(seconds: 20));
    }

    [Fact]
    public async Task Watching_one_host_leaves_the_other_at_its_pace()
    {
        AddHost("local");
        AddHost("far");
        await NextTick();
        await NextTick();
        using var watch = _watchers.Watch("far");

        for (var i = 0; i < 5; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal("far", await NextTick());
        }
    }

    [Fact]
    public async Task Second_watcher_leaving_does_not_slow_the_first()
    {
        AddHost("local");
        await NextTick();
        using var first = _watchers.Watch("local");
        var second = _watchers.Watch("local");
        second.Dispose();
        second.Dispose();

        Assert.Equal(3, await TicksWithin(seconds: 3));
    }

    [Fact]
    public async Task Each_cpu_of_a_host_is_read_only_while_someone_watches_them()
    {
        AddHost("local");
        await NextTick();
        using var watch = _watchers.Watch("local");
        await TicksWithin(seconds: 10);
        Assert.DoesNotContain(_source.Calls, call => call.Groups.HasFlag(StatisticsGroups.HostCpus));

        var cpus = _watchers.Watch("local", cpus: true);
        await TicksWithin(seconds: 10);
        Assert.Equal(20, _store.Latest("local", null, new Series(Metric.Cpu, "1"))!.Value, 0.01);
        cpus.Dispose();
        var before = OfCpus();
        Assert.InRange(before, 3, 4);

        await TicksWithin(seconds: 10);
        Assert.Equal(before, OfCpus());
        Assert.True(_watchers.IsWatched("local"));

        int OfCpus() => _source.Calls.Count(call => call.Groups.HasFlag(StatisticsGroups.HostCpus));
    }

    [Fact]
    public async Task No_call_begins_while_one_runs()
    {
        var release = new TaskCompletionSource();
        AddHost("local");
        await NextTick();
        using var watch = _watchers.Watch("local");
        _source.Before = (_, _) => release.Task;
        _clock.Advance(TimeSpan.FromSeconds(1));
        await Eventually.TrueAsync(() => Count() == 5, Token);

        for (var i = 0; i < 10; i++)
            _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(5, Count());

        release.SetResult();
        await NextTick();

        int Count()
        {
            lock (_source.Calls)
                return _source.Calls.Count;
        }
    }

    [Fact]
    [Trait("Attack", "D6")]
    public async Task Failed_reading_is_an_unknown_tick_and_the_next_one_goes_on()
    {
        _source.Machines = [Guid.NewGuid()];
        var machine = new MachineId("local", _source.Machines[0]);
        AddHost("local");
        await NextTick();
        using var watch = _watchers.Watch("local");
        await TicksWithin(seconds: 2);
        Assert.NotNull(_store.Latest(machine)!.CpuPercent);

        _source.Before = (_, _) => throw new HypervisorException("took too long");
        await TicksWithin(seconds: 1);
        Assert.Null(_store.Latest(machine)!.CpuPercent);

        _source.Before = (_, _) => Task.CompletedTask;
        await TicksWithin(seconds: 1);
        Assert.Equal(5, _store.Latest(machine)!.CpuPercent!.Value, 0.01);
    }

    [Fact]
    public async Task Host_that_is_away_is_not_asked_and_its_ticks_are_unknown()
    {
        _source.Machines = [Guid.NewGuid()];
        var machine = new MachineId("local", _source.Machines[0]);
        AddHost("local");
        await NextTick();
        using var watch = _watchers.Watch("local");
        await TicksWithin(seconds: 2);
        SetConnection(ConnectionState.Disconnected);
        var before = _source.Calls.Count;

        Assert.Equal(3, await TicksWithin(seconds: 3));
        Assert.Equal(before, _source.Calls.Count);
        Assert.Null(_store.Latest(machine)!.CpuPercent);

        SetConnection(ConnectionState.Connected);
        await TicksWithin(seconds: 1);
        Assert.NotNull(_store.Latest(machine)!.CpuPercent);
    }

    [Fact]
    public async Task Unexpected_error_of_a_source_does_not_end_sampling()
    {
        AddHost("local");
        await NextTick();
        using var watch = _watchers.Watch("local");
        _source.Before = (_, _) => throw new InvalidOperationException("a bug");
        var before = _source.Calls.Count;
        _clock.Advance(TimeSpan.FromSeconds(1));
        await Eventually.TrueAsync(() => _source.Calls.Count > before, Token);
        _source.Before = (_, _) => Task.CompletedTask;

        Assert.Equal(2, await TicksWithin(seconds: 2));
    }

    [Fact]
    public async Task Three_hundred_machines_are_sampled_without_garbage()
    {
        _source.Machines = [.. Enumerable.Range(0, 300).Select(_ => Guid.NewGuid())];
        var sampler = new HostSampler("local", _source, _store, _inventory, _clock, NullLogger.Instance);
        for (var i = 0; i < 30; i++)
            await Sample();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++)
            await Sample();
        var perTick = (GC.GetAllocatedBytesForCurrentThread() - before) / 10;

        Assert.True(perTick < 8 * 1024, $"{perTick} bytes a tick");
        Assert.Equal(94, _store.TopConsumers(Metric.Cpu, 1)[0].Value, 0.01);

        async Task Sample()
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await sampler.SampleAsync(watched: true, cpus: false, Token);
        }
    }

    private void AddHost(string name) => _inventory.Update(snapshot => snapshot with
    {
        Hosts = snapshot.Hosts.Add(new HostStatus { Name = name, Uri = "test:///default", Connection = ConnectionState.Connected }),
    });

    private void SetConnection(ConnectionState connection) => _inventory.Update(snapshot => snapshot with
    {
        Hosts = [.. snapshot.Hosts.Select(host => host with { Connection = connection })],
    });

    private async Task<string> NextTick() => await _ticks.Reader.ReadAsync(Token);

    private async Task<double?> CpuAfter(TimeSpan time)
    {
        _clock.Advance(time);
        await NextTick();
        return _store.Latest("local", null, new Series(Metric.Cpu));
    }

    // A tick ends before the clock advances, as usual with short readings.
    private async Task<int> TicksWithin(int seconds)
    {
        var ticks = 0;
        var period = _watchers.IsWatched("local") ? 1 : 10;
        for (var i = 0; i < seconds; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            if ((i + 1) % period != 0)
                continue;
            await NextTick();
            ticks++;
        }
        Assert.False(_ticks.Reader.TryRead(out _));
        return ticks;
    }
}

using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Connections;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Hypervisor;

/// <summary>When machines are asked for jobs on their disks.</summary>
public sealed class DiskJobsKeeperTests : IAsyncDisposable
{
    private const string Xml = "<domain><devices><disk type='file' device='disk'><target dev='vda'/></disk></devices></domain>";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _clock = new();
    private readonly InventoryStore _store = new();
    private readonly MachineEdges _edges = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly ConcurrentDictionary<Guid, int> _readings = new();
    private readonly ConcurrentDictionary<Guid, bool> _working = new();
    private readonly MachineId _busy = NewId(), _idle = NewId();
    private readonly TestHostFile _file;
    private readonly HypervisorGateway _gateway;
    private readonly DiskJobsKeeper _keeper;
    private readonly Task _run;

    public DiskJobsKeeperTests()
    {
        _file = new TestHostFile(("busy", _busy), ("idle", _idle));
        var host = new ConfiguredHost("demo", _file.Uri);
        _gateway = new HypervisorGateway([host], TimeProvider.System);
        var collector = new InventoryCollector(_gateway, _store, NullLogger<InventoryCollector>.Instance)
        {
            DiskJobsOf = (domain, _) =>
            {
                _readings.AddOrUpdate(domain.Uuid, 1, (_, count) => count + 1);
                return _working.ContainsKey(domain.Uuid) ? [new DiskJob("vda", DiskJobKind.Copy)] : [];
            },
        };
        _keeper = new DiskJobsKeeper(host, _store, collector, _edges, _clock);
        _run = _keeper.RunAsync(_ended.Token);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _gateway.Dispose();
        _file.Dispose();
        _ended.Dispose();
    }

    /// <summary>The one with a job is the clock of the other: who is asked without one is asked at every tenth look.</summary>
    [Fact]
    public async Task MachineWithAJob_IsAskedEachSecond_AndOneWithoutNowAndThen()
    {
        _working[_busy.Uuid] = true;
        Run(_busy, _idle);
        await AskedAsync(_idle, 1);
        await Eventually.TrueAsync(() => !Find(_busy).DiskJobs.IsEmpty, Cancel);

        for (var second = 1; second < 10; second++)
        {
            _clock.Advance(Second);
            await AskedAsync(_busy, second + 1);
        }
        Assert.Equal(1, _readings[_idle.Uuid]);

        _clock.Advance(Second);
        await AskedAsync(_idle, 2);
    }

    [Fact]
    public async Task JobThatHasEnded_IsAskedForNoMore_UntilAnEventTellsOfAnother()
    {
        _working[_busy.Uuid] = true;
        Run(_busy);
        await AskedAsync(_busy, 1);
        await Eventually.TrueAsync(() => !Find(_busy).DiskJobs.IsEmpty, Cancel);
        _working.Clear();

        _clock.Advance(Second);
        await Eventually.TrueAsync(() => Find(_busy).DiskJobs.IsEmpty, Cancel);
        _keeper.AskAgain(_busy);
        Assert.Equal(2, _readings[_busy.Uuid]);

        _working[_busy.Uuid] = true;
        _edges.Tell(new MachineEdge(_busy, MachineEdgeKind.BlockJobChanged, "vda", 0));
        await AskedAsync(_busy, 3);
        await Eventually.TrueAsync(() => !Find(_busy).DiskJobs.IsEmpty, Cancel);
        _keeper.AskAgain(_busy);
        await AskedAsync(_busy, 4);
    }

    /// <summary>A job may be older than the connection; a machine that is off has none.</summary>
    [Fact]
    public async Task MachineIsAsked_WhenItIsFoundRunning()
    {
        _store.Update(snapshot => snapshot with { Machines = snapshot.Machines.SetItem(_busy, Machine(_busy) with { IsActive = false, State = MachineState.ShutOff }) });
        Run(_idle);
        await AskedAsync(_idle, 1);
        Assert.False(_readings.ContainsKey(_busy.Uuid));

        Run(_busy);
        await AskedAsync(_busy, 1);
        // What is only read anew was running before.
        _store.Update(snapshot => snapshot with { Machines = snapshot.Machines.SetItem(_busy, Machine(_busy) with { Name = "renamed" }) });
        Assert.Equal(1, _readings[_busy.Uuid]);
    }

    private static MachineId NewId() => new("demo", Guid.NewGuid());

    private void Run(params MachineId[] machines) => _store.Update(snapshot => snapshot with { Machines = snapshot.Machines.SetItems(machines.ToImmutableDictionary(id => id, Machine)) });

    private static Machine Machine(MachineId id) => new() { Id = id, Name = "web", State = MachineState.Running, IsActive = true, Xml = Xml };

    private Machine Find(MachineId id) => _store.Current.Machines[id];

    private Task AskedAsync(MachineId machine, int times) => Eventually.TrueAsync(() => _readings.GetValueOrDefault(machine.Uuid) >= times, Cancel);
}

using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Connections;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Hypervisor.Lanes;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Hypervisor;

/// <summary>Calls that do not come back, or too late, while hosts are connected and read.</summary>
public sealed class StuckReadingTests : SupervisedHosts
{
    [Fact]
    [Trait("Attack", "D6")]
    public async Task StorageThatDoesNotAnswer_HoldsUpNothingElseAndIsTold()
    {
        var time = new FakeTimeProvider();
        var id = new MachineId("demo", Guid.NewGuid());
        using var file = new TestHostFile([Pool(Guid.NewGuid())], ("web-01", id));
        using var stuck = new ManualResetEventSlim();
        Create(time, ("demo", file.Uri));
        for (var i = 0; i < LaneLimits.Of(Lane.Storage).Most; i++)
        {
            var begun = new TaskCompletionSource();
            _ = Gateway.RunAsync("demo", Lane.Storage, _ => { begun.SetResult(); stuck.Wait(Cancellation); return 0; }, Cancellation);
            await begun.Task.WaitAsync(Cancellation);
            time.Advance(LaneLimits.Of(Lane.Storage).Patience);
        }

        await BeginAsync(1);
        await Eventually.TrueAsync(() => Host("demo") is { Connection: ConnectionState.Connected, StorageSilent: true }, Cancellation);
        await Gateway.RunAsync(id, Lane.Commands, domain => { domain.Suspend(); return 0; }, Cancellation);
        await Eventually.TrueAsync(() => Store.Current.Machines[id].State is MachineState.Paused, Cancellation);
        Assert.True(Host("demo").StorageUnread);

        stuck.Set();
        await Eventually.TrueAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return Host("demo") is { StorageUnread: false, StorageSilent: false };
        }, Cancellation);
        Assert.Single(Store.Current.StoragePools);
    }

    /// <summary>
    /// The clock only advances by the time of a slow call, so that no time limit passes: a call that waits for QEMU
    /// waits forever.
    /// </summary>
    [Fact]
    [Trait("Attack", "D6")]
    public async Task QemuThatDoesNotSayWhichDiskFailed_HoldsUpNoListAndNoEvent()
    {
        var (first, second, sound) = (new MachineId("demo", Guid.NewGuid()), new MachineId("demo", Guid.NewGuid()), new MachineId("demo", Guid.NewGuid()));
        using var file = new TestHostFile(("full-01", first), ("full-02", second), ("web-01", sound));
        using var stuck = new ManualResetEventSlim();
        var asked = 0;
        var time = new FakeTimeProvider();
        Create(time, gateway => new InventoryCollector(gateway, Store, NullLogger<InventoryCollector>.Instance)
        {
            MachineOf = (domain, host) => MachineReader.Read(domain, host) is var read && read.Id == sound ? read : read with { State = MachineState.Paused, Reason = MachineReason.IoError },
            DiskErrorsOf = _ => { Interlocked.Increment(ref asked); stuck.Wait(Cancellation); return [new DiskError("vda", NoSpace: true)]; },
        }, ("demo", file.Uri));
        await BeginAsync(1);
        await Eventually.TrueAsync(() => Volatile.Read(ref asked) == 1, Cancellation);
        time.Advance(LaneLimits.Slow);
        await Eventually.TrueAsync(() => Host("demo").Connection is ConnectionState.Connected, Cancellation);

        await Gateway.RunAsync(sound, Lane.Commands, domain => { domain.Suspend(); return 0; }, Cancellation);
        await Eventually.TrueAsync(() => Store.Current.Machines[sound].State is MachineState.Paused, Cancellation);
        Assert.Equal(1, Volatile.Read(ref asked));

        stuck.Set();
        await Eventually.TrueAsync(() => Store.Current.Machines[first].DiskErrors is [_] && Store.Current.Machines[second].DiskErrors is [_], Cancellation);
    }

    [Fact]
    [Trait("Attack", "D6")]
    public async Task QemuThatDoesNotSayWhichDiskFailed_DoesNotHideTheDisksOfOthers()
    {
        var (first, second) = (new MachineId("demo", Guid.NewGuid()), new MachineId("demo", Guid.NewGuid()));
        using var file = new TestHostFile(("full-01", first), ("full-02", second));
        using var stuck = new ManualResetEventSlim();
        var asked = 0;
        var time = new FakeTimeProvider();
        Create(time, gateway => new InventoryCollector(gateway, Store, NullLogger<InventoryCollector>.Instance)
        {
            MachineOf = (domain, host) => MachineReader.Read(domain, host) with { State = MachineState.Paused, Reason = MachineReason.IoError },
            DiskErrorsOf = _ =>
            {
                if (Interlocked.Increment(ref asked) == 1)
                    stuck.Wait(Cancellation);
                return [new DiskError("vda", NoSpace: true)];
            },
        }, ("demo", file.Uri));
        await BeginAsync(1);
        await Eventually.TrueAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return Store.Current.Machines.Values.Count(machine => machine.DiskErrors is [_]) == 1;
        }, Cancellation);
        stuck.Set();
        await Eventually.TrueAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return Store.Current.Machines.Values.All(machine => machine.DiskErrors is [_]);
        }, Cancellation);
    }

    [Fact]
    public async Task ReadingThatFailsAfterTheConnect_IsToldAndTheHostConnectedAgain()
    {
        var time = new FakeTimeProvider();
        using var stuck = new ManualResetEventSlim();
        await StartAsync(time, ("demo", "test:///default"));
        await Eventually.TrueAsync(() => Host("demo").Connection is ConnectionState.Connected, Cancellation);

        var limits = LaneLimits.Of(Lane.Inventory);
        for (var i = 0; i < limits.Most; i++)
        {
            var inside = new TaskCompletionSource();
            _ = Gateway.RunAsync("demo", Lane.Inventory, _ => { inside.SetResult(); stuck.Wait(Cancellation); return 0; }, Cancellation);
            await inside.Task.WaitAsync(Cancellation);
            time.Advance(limits.Patience);
        }
        // The lane refuses the slow list.
        await Eventually.TrueAsync(() => { time.Advance(TimeSpan.FromSeconds(1)); return Host("demo").Connection is ConnectionState.Disconnected; }, Cancellation);
        Assert.Contains("have not come back", Host("demo").Error, StringComparison.Ordinal);
        stuck.Set();

        await Eventually.TrueAsync(() => { time.Advance(TimeSpan.FromSeconds(1)); return Host("demo").Connection is ConnectionState.Connected; }, Cancellation);
        Assert.Null(Host("demo").Error);
    }

    [Fact]
    public async Task MachineThatWasBusyWhenItShouldHaveBeenRead_IsReadAfterwards()
    {
        var id = new MachineId("demo", Guid.NewGuid());
        using var file = new TestHostFile(("web-01", id));
        await StartAsync(("demo", file.Uri));
        await Eventually.TrueAsync(() => Host("demo").Connection is ConnectionState.Connected, Cancellation);
        using var stuck = new ManualResetEventSlim();
        var inside = new TaskCompletionSource();
        var other = Gateway.RunAsync(id, Lane.Inventory, _ => { inside.SetResult(); stuck.Wait(Cancellation); return 0; }, Cancellation);
        await inside.Task.WaitAsync(Cancellation);
        Store.Update(snapshot => snapshot with { Machines = snapshot.Machines.Remove(id) });

        var read = Store.AskFor(id);
        Assert.False(await Collector.RereadAsync(new ConfiguredHost("demo", file.Uri), id, Channel.CreateUnbounded<MachineId>(), Cancellation));
        Assert.False(read.IsCompleted);
        Assert.Empty(Store.Current.Machines);
        stuck.Set();
        await other;

        await read.WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
        Assert.Contains(id, Store.Current.Machines.Keys);
    }

    [Fact]
    public async Task ConnectionThatDoesNotOpen_DelaysNoStop()
    {
        using var directory = new TemporaryDirectory();
        using var silent = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        silent.Bind(new UnixDomainSocketEndPoint(directory["silent"]));
        silent.Listen();
        using var connector = new HostConnector(new ConfiguredHost("silent", $"qemu+unix:///system?socket={directory["silent"]}"));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var opening = HostSession.OpenAsync(connector, stop.Token);
        using var client = await silent.AcceptAsync(Cancellation);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening.WaitAsync(TimeSpan.FromSeconds(20), Cancellation));
    }
}

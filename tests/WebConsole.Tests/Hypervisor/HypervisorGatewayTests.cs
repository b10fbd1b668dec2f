using Libvirt;
using Microsoft.Extensions.Time.Testing;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Connections;
using WebConsole.Hypervisor.Lanes;
using Xunit;

namespace WebConsole.Tests.Hypervisor;

public sealed class HypervisorGatewayTests : IDisposable
{
    private const string Host = "local";
    private static readonly MachineId TestMachine = new(Host, Guid.Parse("6695eb01-f6a4-8304-79aa-97f2502e193f"));

    private readonly FakeTimeProvider _time = new();
    private readonly ManualResetEventSlim _stuck = new();
    private readonly HypervisorGateway _gateway;

    public HypervisorGatewayTests() => _gateway = new HypervisorGateway([new ConfiguredHost(Host, "test:///default")], _time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _stuck.Set();
        _gateway.Dispose();
    }

    [Fact]
    public async Task UnknownHost_IsRefusedByName()
    {
        var exception = await Assert.ThrowsAsync<HypervisorException>(() => _gateway.RunAsync("nowhere", Lane.Commands, connection => connection.HostName, Cancellation));
        Assert.Contains("nowhere", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CallThatFails_GivesLibvirtsError()
    {
        var missing = new MachineId(Host, Guid.NewGuid());
        var exception = await Assert.ThrowsAsync<LibvirtException>(() => _gateway.RunAsync(missing, Lane.Commands, domain => domain.Name, Cancellation));
        Assert.Equal(LibvirtErrorCode.NoDomain, exception.Code);
    }

    [Fact, Trait("Attack", "D6")]
    public async Task CallThatDoesNotComeBack_FreesItsCallerAndASpareServesTheNext()
    {
        var stuck = await StickAsync(Lane.Metrics);

        _time.Advance(LaneLimits.Of(Lane.Metrics).Patience);

        await Assert.ThrowsAsync<HypervisorTimeoutException>(() => stuck);
        Assert.Equal("test", await _gateway.RunAsync(TestMachine, Lane.Metrics, domain => domain.Name, Cancellation));
    }

    [Fact, Trait("Attack", "D6")]
    public async Task StuckLane_DelaysNoOther()
    {
        await StickAsync(Lane.Metrics);

        Assert.Equal("test", await _gateway.RunAsync(TestMachine, Lane.Commands, domain => domain.Name, Cancellation));
    }

    [Fact, Trait("Attack", "D6")]
    public void AllLanesTogether_LeaveWorkersOfLibvirtdToOthers() =>
        Assert.Equal(19, Enum.GetValues<Lane>().Where(lane => lane is not Lane.WayOut).Sum(lane => LaneLimits.Of(lane).Most));

    [Fact, Trait("Attack", "D6")]
    public async Task MoreStuckCallsThanSpares_DegradeTheHostUntilTheyComeBack()
    {
        var limits = LaneLimits.Of(Lane.Metrics);
        for (var i = 0; i < limits.Most; i++)
        {
            var stuck = await StickAsync(Lane.Metrics);
            _time.Advance(limits.Patience);
            await Assert.ThrowsAsync<HypervisorTimeoutException>(() => stuck);
        }
        Assert.True(_gateway.Hosts.Single().IsDegraded);
        await Assert.ThrowsAsync<HypervisorException>(() => _gateway.RunAsync(Host, Lane.Metrics, connection => connection.HostName, Cancellation));

        _stuck.Set();

        await Eventually.TrueAsync(() => !_gateway.Hosts.Single().IsDegraded, Cancellation);
        Assert.Equal("test", await _gateway.RunAsync(TestMachine, Lane.Metrics, domain => domain.Name, Cancellation));
    }

    [Fact, Trait("Attack", "D6")]
    public async Task SecondCallToABusyMachine_IsRefusedWithWhatItWaitsFor()
    {
        var inside = new TaskCompletionSource();
        var first = _gateway.RunAsync(TestMachine, Lane.Commands, domain => { inside.SetResult(); _stuck.Wait(Cancellation); return 0; }, Cancellation, "its shutdown");
        await inside.Task.WaitAsync(Cancellation);

        var exception = await Assert.ThrowsAsync<HypervisorBusyException>(() => _gateway.RunAsync(TestMachine, Lane.Commands, domain => domain.Name, Cancellation));
        Assert.Contains("its shutdown", exception.Message, StringComparison.Ordinal);

        _stuck.Set();
        await first;
        Assert.Equal("test", await _gateway.RunAsync(TestMachine, Lane.Commands, domain => domain.Name, Cancellation));
    }

    /// <summary>A slow start of a pool: whoever reads it waits behind it, and will be back soon once the start is.</summary>
    [Fact]
    public async Task PoolThatHasAnswered_IsNotBusyWithTheReadingThatWaited()
    {
        var silent = false;
        using var gateway = new HypervisorGateway([new ConfiguredHost(Host, "test:///default")], _time, isSuspect: _ => silent);
        using var starting = new ManualResetEventSlim();
        var pool = ObjectId.Pool(Host, Guid.NewGuid());
        var start = gateway.RunAsync(pool, Lane.Storage, _ => { starting.Wait(Cancellation); return 0; }, Cancellation, "its start");
        var reading = gateway.ReadAsync(pool, Lane.Storage, _ => { _stuck.Wait(Cancellation); return 0; }, Cancellation);
        silent = true;
        await Assert.ThrowsAsync<HypervisorBusyException>(() => gateway.RunAsync(ObjectId.Volume(Host, pool.Uuid!.Value, "a"), Lane.Storage, _ => 0, Cancellation));

        starting.Set();
        await start;

        Assert.Equal(1, await gateway.RunAsync(pool, Lane.Storage, _ => 1, Cancellation, "its autostart"));
        _stuck.Set();
        await reading;
    }

    [Fact, Trait("Attack", "D6")]
    public async Task WayOutThatHangs_ClosesNoOtherWayOut()
    {
        var inside = new TaskCompletionSource();
        var first = _gateway.RunAsync(TestMachine, Lane.WayOut, domain => { inside.SetResult(); _stuck.Wait(Cancellation); return 0; }, Cancellation, "abort");
        await inside.Task.WaitAsync(Cancellation);
        _time.Advance(LaneLimits.Slow);

        Assert.Equal("test", await _gateway.RunAsync(TestMachine, Lane.WayOut, domain => domain.Name, Cancellation, "force-off"));
        await Assert.ThrowsAsync<HypervisorBusyException>(() => _gateway.RunAsync(TestMachine, Lane.WayOut, domain => domain.Name, Cancellation, "abort"));

        _stuck.Set();
        await first;
    }

    [Fact, Trait("Attack", "D6")]
    public async Task SlowCalls_AreReplacedUpToTheLimitAndTheRestWaits()
    {
        var limits = LaneLimits.Of(Lane.Commands);
        for (var i = 0; i < limits.Most; i++)
        {
            await StickAsync(Lane.Commands);
            _time.Advance(LaneLimits.Slow);
        }
        var waiting = _gateway.RunAsync(TestMachine, Lane.Commands, domain => domain.Name, Cancellation);
        Assert.False(waiting.IsCompleted);
        Assert.False(_gateway.Hosts.Single().IsDegraded);

        _stuck.Set();
        Assert.Equal("test", await waiting);
    }

    [Fact, Trait("Attack", "D6")]
    public async Task LastWorker_IsNotForMachinesThatWillNotAnswer()
    {
        var silent = Enumerable.Range(0, 20).Select(_ => new MachineId(Host, Guid.NewGuid())).ToHashSet();
        using var gateway = new HypervisorGateway([new ConfiguredHost(Host, "test:///default")], _time, id => silent.Contains(id.Machine!.Value));
        var inside = 0;
        foreach (var machine in silent)
        {
            _ = gateway.RunAsync((ObjectId)machine, Lane.Commands, _ => { Interlocked.Increment(ref inside); _stuck.Wait(Cancellation); return 0; }, Cancellation);
            _time.Advance(LaneLimits.Slow);
        }
        await Eventually.TrueAsync(() => { _time.Advance(LaneLimits.Slow); return Volatile.Read(ref inside) == LaneLimits.Of(Lane.Commands).Most - 1; }, Cancellation);

        Assert.Equal("test", await gateway.RunAsync(TestMachine, Lane.Commands, domain => domain.Name, Cancellation));
        Assert.Equal(LaneLimits.Of(Lane.Commands).Most - 1, Volatile.Read(ref inside));
        _stuck.Set();
        await Eventually.TrueAsync(() => Volatile.Read(ref inside) == silent.Count, Cancellation);
    }

    [Fact]
    public async Task CallThatWaitsForItsTurn_HasItsPatienceFromThen()
    {
        var limits = LaneLimits.Of(Lane.Metrics);
        for (var i = 0; i < limits.Most; i++)
        {
            await StickAsync(Lane.Metrics);
            _time.Advance(LaneLimits.Slow);
        }
        var began = new TaskCompletionSource();
        var waiting = _gateway.RunAsync(TestMachine, Lane.Metrics, domain => domain.Name, Cancellation, "it", began.SetResult);
        _time.Advance(limits.Patience - LaneLimits.Slow);
        Assert.False(waiting.IsCompleted || began.Task.IsCompleted);

        _stuck.Set();
        Assert.Equal("test", await waiting);
        Assert.True(began.Task.IsCompleted);
    }

    [Fact]
    public async Task CallThatWaitedForItsTurnAndBegan_IsWaitedForThoughItsCallerCancels()
    {
        var inside = new TaskCompletionSource();
        using var cancellation = new CancellationTokenSource();
        var call = _gateway.RunAsync(TestMachine, Lane.Commands, domain => { inside.SetResult(); _stuck.Wait(Cancellation); return domain.Name; },
            cancellation.Token, "it", () => { });
        await inside.Task.WaitAsync(Cancellation);
        await cancellation.CancelAsync();
        Assert.False(call.IsCompleted);

        _stuck.Set();
        Assert.Equal("test", await call);
    }

    [Fact]
    public async Task CallCancelledWhileItWaits_NeverBegins()
    {
        for (var i = 0; i < LaneLimits.Of(Lane.Metrics).Most; i++)
        {
            await StickAsync(Lane.Metrics);
            _time.Advance(LaneLimits.Slow);
        }
        using var cancellation = new CancellationTokenSource();
        var began = false;
        var waiting = _gateway.RunAsync(Host, Lane.Metrics, _ => began = true, cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        _stuck.Set();
        Assert.Equal("test", await _gateway.RunAsync(TestMachine, Lane.Metrics, domain => domain.Name, Cancellation));
        Assert.False(began);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ResultThatNobodyWaitsForAnyMore_IsLetGoOf(bool callerWent)
    {
        var inside = new TaskCompletionSource();
        using var cancellation = new CancellationTokenSource();
        using var result = new CancellationTokenSource();
        var call = _gateway.RunAsync(Host, Lane.Commands, _ => { inside.SetResult(); _stuck.Wait(Cancellation); return result; }, cancellation.Token);
        await inside.Task.WaitAsync(Cancellation);
        if (callerWent)
            await cancellation.CancelAsync();
        else
            _time.Advance(LaneLimits.Of(Lane.Commands).Patience);
        await Assert.ThrowsAnyAsync<Exception>(() => call);

        _stuck.Set();

        await Eventually.TrueAsync(IsDisposed, Cancellation);

        bool IsDisposed()
        {
            try
            {
                return result.Token.WaitHandle is null;
            }
            catch (ObjectDisposedException)
            {
                return true;
            }
        }
    }

    private async Task<Task<int>> StickAsync(Lane lane)
    {
        var inside = new TaskCompletionSource();
        var call = _gateway.RunAsync(Host, lane, _ => { inside.SetResult(); _stuck.Wait(Cancellation); return 0; }, Cancellation);
        await inside.Task.WaitAsync(Cancellation);
        return call;
    }

    [Fact, Trait("Attack", "D6")]
    public async Task LongCalls_AreNotGivenUpAndLeaveTheLastWorkerToOthers()
    {
        var (limits, patience) = (LaneLimits.Of(Lane.Storage), LaneLimits.Of(Lane.Jobs).Patience);
        var begun = 0;
        Task<int> Long() => _gateway.RunAsync(ObjectId.Pool(Host, Guid.NewGuid()), Lane.Storage,
            _ => { Interlocked.Increment(ref begun); _stuck.Wait(Cancellation); return 1; }, Cancellation, began: () => { }, patience: patience);
        var calls = Enumerable.Range(0, limits.Most + 1).Select(_ => Long()).ToArray();
        await Eventually.TrueAsync(() => Volatile.Read(ref begun) == limits.Most - 1, Cancellation);

        _time.Advance(limits.Patience + limits.Patience);
        Assert.Equal("test", await _gateway.RunAsync(TestMachine, Lane.Storage, domain => domain.Name, Cancellation));

        Assert.Equal(limits.Most - 1, Volatile.Read(ref begun));
        _stuck.Set();
        Assert.All(await Task.WhenAll(calls), result => Assert.Equal(1, result));
    }
}

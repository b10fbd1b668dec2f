using Libvirt;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Capabilities;
using WebConsole.Hypervisor.Connections;
using WebConsole.Hypervisor.Inventory;
using Xunit;

namespace WebConsole.Tests.Hypervisor;

/// <summary>When libvirt is asked what machines can have.</summary>
public sealed class DomainCapabilitiesKeeperTests : IDisposable
{
    private const string Host = "local";
    private static readonly DomainKind Q35 = new("x86_64", "q35", "kvm");

    private readonly InventoryStore _store = new();
    private readonly HypervisorGateway _gateway = new([new ConfiguredHost(Host, "test:///default")], TimeProvider.System);
    private readonly ManualResetEventSlim _mayAnswer = new(true);
    private readonly DomainCapabilitiesKeeper _keeper;
    private Func<DomainKind, string> _answer = kind => $"<domainCapabilities><machine>{kind.MachineType}</machine></domainCapabilities>";
    private int _asked;

    public DomainCapabilitiesKeeperTests()
    {
        _store.Update(snapshot => snapshot with { Hosts = [new HostStatus { Name = Host, Uri = "test:///default", Connection = ConnectionState.Connected }] });
        _keeper = new DomainCapabilitiesKeeper(_gateway, _store) { Ask = Answer };
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _mayAnswer.Set();
        _keeper.Dispose();
        _gateway.Dispose();
        _mayAnswer.Dispose();
    }

    [Fact]
    public async Task SeveralCallersAtOnce_ShareOneCall()
    {
        _mayAnswer.Reset();
        var callers = Enumerable.Range(0, 20).Select(_ => _keeper.GetAsync(Host, Q35, Cancel)).ToArray();
        using var leaving = new CancellationTokenSource();
        var left = _keeper.GetAsync(Host, Q35, leaving.Token);
        await leaving.CancelAsync();
        _mayAnswer.Set();

        var answers = await Task.WhenAll(callers);

        Assert.Equal(("q35", 1), (Assert.Single(answers.Distinct())!.Machine, _asked));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
    }

    [Fact]
    public async Task EachKindOfMachine_IsAskedOnce()
    {
        foreach (var type in new[] { "q35", "pc", "q35", "pc" })
            Assert.Equal(type, (await _keeper.GetAsync(Host, Q35 with { MachineType = type }, Cancel))!.Machine);

        Assert.Equal(2, _asked);
    }

    [Theory]
    [InlineData(ConnectionState.Disconnected, 2)]
    [InlineData(ConnectionState.Connecting, 2)]
    [InlineData(ConnectionState.Degraded, 1)]
    public async Task HostThatWasAway_IsAskedAgain(ConnectionState meanwhile, int asked)
    {
        await _keeper.GetAsync(Host, Q35, Cancel);
        _store.Update(snapshot => snapshot.WithHost(Host, host => host with { Connection = meanwhile }));
        _store.Update(snapshot => snapshot.WithHost(Host, host => host with { Connection = ConnectionState.Connected }));

        await _keeper.GetAsync(Host, Q35, Cancel);

        Assert.Equal(asked, _asked);
    }

    [Fact]
    public async Task ForgottenHost_IsAskedAgain()
    {
        await _keeper.GetAsync(Host, Q35, Cancel);
        _keeper.Forget(Host);

        await _keeper.GetAsync(Host, Q35, Cancel);

        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task Failure_IsNotKept()
    {
        _answer = _ => "nonsense";
        await Assert.ThrowsAsync<HypervisorException>(() => _keeper.GetAsync(Host, Q35, Cancel));
        _answer = _ => "<domainCapabilities/>";

        Assert.NotNull(await _keeper.GetAsync(Host, Q35, Cancel));
    }

    [Fact]
    public async Task MoreKindsThanAnybodyHas_DoNotFillTheMemory()
    {
        for (var i = 0; i < 3 * DomainCapabilitiesKeeper.Most; i++)
            await _keeper.GetAsync(Host, Q35 with { MachineType = $"made-up-{i}" }, Cancel);

        Assert.InRange(_keeper.Count(Host), 1, DomainCapabilitiesKeeper.Most);
    }

    [Fact]
    public async Task DriverThatDoesNotSay_GivesNothing()
    {
        using var keeper = new DomainCapabilitiesKeeper(_gateway, _store);

        Assert.Null(await keeper.GetAsync(Host, Q35, Cancel));
    }

    [Fact]
    [Trait("Category", "Integration")]
    public async Task RealHost_SaysWhatItsMachinesCanHave()
    {
        using var gateway = new HypervisorGateway([new ConfiguredHost("real", "qemu:///system")], TimeProvider.System);
        using var keeper = new DomainCapabilitiesKeeper(gateway, _store);

        var q35 = (await keeper.GetAsync("real", new DomainKind("x86_64", "q35", "qemu"), Cancel))!;
        var error = await Assert.ThrowsAsync<LibvirtException>(() => keeper.GetAsync("real", new DomainKind("x86_64", "no-such-machine", "qemu"), Cancel));

        Assert.Contains("sata", q35.DiskBuses!);
        Assert.Contains("no-such-machine", error.Message, StringComparison.Ordinal);
    }

    private string Answer(LibvirtConnection connection, DomainKind kind)
    {
        Interlocked.Increment(ref _asked);
        _mayAnswer.Wait();
        return _answer(kind);
    }
}

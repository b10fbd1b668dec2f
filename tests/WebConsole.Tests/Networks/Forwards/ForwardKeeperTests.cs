using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using WebConsole.Hypervisor.Forwards;
using WebConsole.Hypervisor.Inventory;
using Xunit;
using static WebConsole.Tests.Networks.Forwards.TestForwards;

namespace WebConsole.Tests.Networks.Forwards;

/// <summary>The firewall comes to have what machines want, also where the hook or the firewall failed.</summary>
public sealed class ForwardKeeperTests : IDisposable
{
    private readonly FakeFirewall _fake = new();
    private readonly FakeTimeProvider _time = new();
    private ForwardKeeper? _keeper;

    public ForwardKeeperTests() => _fake.AddNetwork();

    public void Dispose()
    {
        _keeper?.Dispose();
        _fake.Dispose();
    }

    [Fact]
    public async Task Refused_IsTriedAgain_AfterPausesThatGrow()
    {
        _fake.Run(First, Own(8443));
        _fake.Refusal = "Operation not permitted";
        Keep(Inventory(HostOf(), (First, Own(8443))));

        await LookAsync();
        await LookAsync();
        Assert.Equal(1, _fake.Asked);

        // 5, 10, 20, 40, 80, 160 seconds, then each five minutes.
        await PassAsync(TimeSpan.FromHours(1));
        Assert.Equal(1 + 6 + 10, _fake.Asked);

        _fake.Refusal = null;
        await PassAsync(TimeSpan.FromMinutes(6));
        Assert.Equal("8443", _fake.PortsOf(First));
        Assert.Null(_fake.Files.ErrorOf(First));

        await PassAsync(TimeSpan.FromMinutes(6));
        Assert.Equal(18, _fake.Asked);
    }

    [Fact]
    public async Task AnotherWish_IsTriedAtOnce()
    {
        _fake.Run(First, Own(8443));
        _fake.Refusal = "Operation not permitted";
        var inventory = Inventory(HostOf(), (First, Own(8443)));
        Keep(inventory);
        await LookAsync();
        _fake.Refusal = null;

        _fake.Run(First, Own(8444));
        inventory.Update(snapshot => snapshot with { Machines = snapshot.Machines.SetItem(Named(First, "").Id, Named(First, Own(8444))) });
        await LookAsync();

        Assert.Equal("8444", _fake.PortsOf(First));
    }

    /// <summary>Its port would lead to whoever gets the address next.</summary>
    [Theory]
    [Trait("Attack", "C6")]
    [InlineData(ConnectionState.Connected, true)]
    [InlineData(ConnectionState.Disconnected, false)]
    public async Task PortOfAMachineThatIsNoMore_IsClosed(ConnectionState connection, bool closes)
    {
        await new Firewall(_fake.Places).ReplaceAsync([First], () => new Dictionary<Guid, IReadOnlyList<ActiveForward>> { [First] = [Port(8443)] });
        Keep(Inventory(HostOf(connection: connection)));

        await LookAsync();

        Assert.Equal(closes, _fake.Files.Read(First).Count == 0);
        Assert.Equal(!closes, _fake.Rules.Contains("8443", StringComparison.Ordinal));
    }

    [Fact]
    public async Task FlushedRules_AreBackInAMinute()
    {
        _fake.Run(First, Own(8443));
        Keep(Inventory(HostOf(), (First, Own(8443))));
        await LookAsync();

        File.Delete(_fake.In("table"));
        await PassAsync(TimeSpan.FromMinutes(1));

        Assert.Contains("dport 8443", _fake.Rules, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PortOfTwo_IsNotTriedWithoutEnd()
    {
        _fake.Run(First, Own(8443));
        _fake.Run(Second, Own(8443));
        Keep(Inventory(HostOf(), (First, Own(8443)), (Second, Own(8443))));

        await PassAsync(TimeSpan.FromMinutes(10));

        Assert.Equal(1, _fake.Asked);
        Assert.Equal(("8443", ""), (_fake.PortsOf(First), _fake.PortsOf(Second)));
    }

    /// <summary>Their machines call no hook, and libvirt keeps them elsewhere.</summary>
    [Theory]
    [InlineData("lxc:///system", "LXC")]
    [InlineData("qemu:///session", "QEMU")]
    public async Task HostsWithoutTheHook_AreLeftAlone(string uri, string driver)
    {
        Keep(Inventory(HostOf(uri, driver), (First, Own(8443))));

        await PassAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(0, _fake.Asked);
        Assert.False(Directory.Exists(_fake.Places.Run));
    }

    private void Keep(InventoryStore inventory) =>
        _keeper = new ForwardKeeper(inventory, new ForwardReader(_fake.Places), new ForwardHelper(_fake.Places), _time, NullLogger<ForwardKeeper>.Instance);

    private Task LookAsync() => _keeper!.LookAsync(TestContext.Current.CancellationToken);

    private async Task PassAsync(TimeSpan time)
    {
        for (var left = time; left > TimeSpan.Zero; left -= TimeSpan.FromSeconds(1))
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await LookAsync();
        }
    }
}

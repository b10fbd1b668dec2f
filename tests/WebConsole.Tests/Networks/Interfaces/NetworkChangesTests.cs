using Microsoft.Extensions.Time.Testing;
using WebConsole.Hypervisor.HostInterfaces;
using WebConsole.Hypervisor.HostInterfaces.NetworkManager;
using Xunit;

namespace WebConsole.Tests.Networks.Interfaces;

/// <summary>Changes of a host's network: what is written, and that they wait to be kept.</summary>
public sealed class NetworkChangesTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly NetworkChanges _changes = new();

    private NetworkChange Change => new("local", 7, "ann", "br0 over eth0", _time.GetUtcNow().AddSeconds(27), null);

    [Fact]
    public async Task Change_WaitsUntilItIsKept()
    {
        var waits = _changes.WaitAsync(Change, _time, TestContext.Current.CancellationToken);
        Assert.Equal(7, _changes.Of("local")?.TaskId);
        Assert.False(_changes.Keep("other"));

        Assert.True(_changes.Keep("local"));

        await waits;
        Assert.Null(_changes.Of("local"));
        Assert.False(_changes.Keep("local"));
    }

    [Fact]
    public async Task ChangeThatNobodyKeeps_EndsInTime()
    {
        var waits = _changes.WaitAsync(Change, _time, TestContext.Current.CancellationToken);

        _time.Advance(TimeSpan.FromSeconds(27));

        await Assert.ThrowsAsync<TimeoutException>(() => waits);
        Assert.Null(_changes.Of("local"));
    }

    [Fact]
    public async Task ChangeThatWentBack_IsKnown_UntilTheNext()
    {
        _changes.Tell(new UndoneNetworkChange(Change, "It was cancelled.", _time.GetUtcNow()));
        Assert.Equal(7, _changes.UndoneOf("local")?.Change.TaskId);
        Assert.Null(_changes.UndoneOf("other"));

        var waits = _changes.WaitAsync(Change, _time, TestContext.Current.CancellationToken);

        Assert.Null(_changes.UndoneOf("local"));
        _changes.Keep("local");
        await waits;
        Assert.Null(_changes.UndoneOf("local"));
    }

    [Fact]
    public void TaggedBridge_HasNoAddresses_AndKnowsItsVlan()
    {
        var (bridge, port) = BridgeProfiles.Tagged(new TaggedBridge("br20", "eth0", 20, "eth0.20", Dhcp: false, "52:54:00:00:00:01"));

        Assert.Equal(("disabled", "disabled", "52:54:00:00:00:01"), (bridge.Text("ipv4", "method"), bridge.Text("ipv6", "method"), bridge.Text("802-3-ethernet", "assigned-mac-address")));
        Assert.Equal(("vlan", "eth0.20", "br20", "eth0", 20u), (port.Text("connection", "type"), port.Text("connection", "interface-name"), port.Text("connection", "master"), port.Text("vlan", "parent"), port.Value("vlan", "id")!.Value.GetUInt32()));
        Assert.Equal((port.Text("connection", "uuid"), null), (BridgeProfiles.OwnVlanOf(bridge), BridgeProfiles.FormerOf(bridge)));
        Assert.Equal("auto", BridgeProfiles.Tagged(new TaggedBridge("br20", "eth0", 20, "eth0.20", Dhcp: true, null)).Bridge.Text("ipv4", "method"));
    }

    [Fact]
    public void PortThatNamesABondByItsProfile_NamesItByItsInterface()
    {
        var port = new Profile().Set("connection", "master", "u-1").Set("connection", "controller", "u-1");
        var vlan = new Profile().Set("vlan", "parent", "u-1");
        var other = new Profile().Set("connection", "master", "bond0");

        Assert.True(BridgeProfiles.NameByInterface(port, "u-1", "bond0"));
        Assert.True(BridgeProfiles.NameByInterface(vlan, "u-1", "bond0"));
        Assert.False(BridgeProfiles.NameByInterface(other, "u-1", "bond0"));
        Assert.Equal(("bond0", "bond0", "bond0"), (port.Text("connection", "master"), port.Text("connection", "controller"), vlan.Text("vlan", "parent")));
    }

    [Fact]
    public void Profiles_MoveAddressesAndKeepWhatTheInterfaceIs()
    {
        var former = new Profile()
            .Set("connection", "id", "office").Set("connection", "uuid", "u-1").Set("connection", "type", "bond").Set("connection", "interface-name", "bond0").Set("connection", "zone", "home").Set("connection", "timestamp", 5UL)
            .Set("bond", "options", "kept").Set("ipv4", "method", "manual").Set("ipv4", "addresses", "old form").Set("ipv4", "address-data", "new form").Set("ipv6", "method", "auto");

        var bridge = BridgeProfiles.BridgeOf("br0", former, "52:54:00:00:00:01");
        var port = BridgeProfiles.PortOf("br0", "bond0", former);
        var free = BridgeProfiles.FreeOf("bond0", port, bridge);

        Assert.Equal(("bridge", "br0", "home", "manual", "auto"), (bridge.Text("connection", "type"), bridge.Text("connection", "interface-name"), bridge.Text("connection", "zone"), bridge.Text("ipv4", "method"), bridge.Text("ipv6", "method")));
        Assert.Equal((null, "new form", "52:54:00:00:00:01", "u-1"), (bridge.Text("ipv4", "addresses"), bridge.Text("ipv4", "address-data"), bridge.Text("802-3-ethernet", "assigned-mac-address"), BridgeProfiles.FormerOf(bridge)));
        Assert.False(bridge.Value("bridge", "stp")!.Value.GetBool());
        Assert.Equal(("bond", "kept", "br0", "bridge", null), (port.Text("connection", "type"), port.Text("bond", "options"), port.Text("connection", "master"), port.Text("connection", "slave-type"), port.Text("ipv4", "method")));
        Assert.Null(port.Value("connection", "timestamp"));
        Assert.Equal(("bond", null, "manual", "kept"), (free.Text("connection", "type"), free.Text("connection", "master"), free.Text("ipv4", "method"), free.Text("bond", "options")));
        Assert.Equal(4, new[] { former, bridge, port, free }.Select(profile => profile.Text("connection", "uuid")).Distinct().Count());
        // What was read is not changed.
        Assert.Equal("old form", former.Text("ipv4", "addresses"));
    }
}

using System.Runtime.Versioning;
using WebConsole.Actions;
using WebConsole.Features.Networks.Interfaces.Commands;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.HostInterfaces;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Tests.Host;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Networks.Interfaces;

/// <summary>What bridges may be made and removed, and what is said at the fields.</summary>
[SupportedOSPlatform("linux")]
public sealed class BridgeRulesTests : IDisposable
{
    private readonly FakeHost _host = new();
    private readonly HypervisorGateway _gateway = new([], TimeProvider.System);
    private readonly BridgeServices _services;
    private readonly HostStatus _status;

    public BridgeRulesTests()
    {
        var inventory = new InventoryStore();
        _services = new BridgeServices(new HostInterfaceStore(inventory, new InterfaceFiles(_host.Files, new InterfaceAddresses()), _gateway, TimeProvider.System), new NetworkChanges());
        _status = TestMachines.Host("local") with { Facts = _host.Facts };
        Card("lan0", 11);
        Card("lan1", 12);
        Card("old0", 13);
        _host.Interface("br0", 14, ("bridge/stp_state", "0"));
        _host.Interface("br1", 15, ("bridge/stp_state", "0"));
        _host.Interface("wlan0", 16, ("phy80211/index", "0"));
        _host.Link("sys/class/net/lan1/master", "sys/class/net/br0");
        foreach (var number in new[] { 11, 12, 14, 15, 16 })
            _host.Write($"run/NetworkManager/devices/{number}", "[device]\nmanaged=true\n");
        _host.Interface("lan0.30", 17);
        _host.Write("proc/net/vlan/config", "VLAN Dev name    | VLAN ID\nName-Type: VLAN_NAME_TYPE_RAW_PLUS_VID_NO_PAD\nlan0.30        | 30  | lan0\n");
        _host.Write("sys/class/net/lan0.30/uevent", "DEVTYPE=vlan\n");
        _host.Write("sys/class/net/lan0/mtu", "1500");
        _host.Write("run/NetworkManager/devices/17", "[device]\nmanaged=true\n");
        _host.Write("etc/network/interfaces", "iface old0 inet dhcp\n");
    }

    private InventorySnapshot Inventory => InventorySnapshot.Empty with { Hosts = [_status] };

    public void Dispose()
    {
        _gateway.Dispose();
        _host.Dispose();
    }

    [Theory]
    [InlineData("br9", "lan0", null, null)]
    [InlineData("", "lan0", "name", "A name is needed")]
    [InlineData("br0", "lan0", "name", "There is a bridge of that name already.")]
    [InlineData("lan1", "lan0", "name", "There is an interface of that name already.")]
    [InlineData("a-name-of-16-abc", "lan0", "name", "at most 15 letters")]
    [InlineData("br9", "", "over", "is needed")]
    [InlineData("br9", "gone0", "over", "There is no network interface gone0 (any more).")]
    [InlineData("br9", "lan1", "over", "It is a port of br0 already.")]
    [InlineData("br9", "wlan0", "over", "it is a wireless")]
    [InlineData("br9", "br0", "over", "it is a bridge")]
    [InlineData("br9", "old0", "over", "ifupdown configures it")]
    public void NewBridge_IsRefusedAtTheField(string name, string over, string? field, string? says)
    {
        var mistakes = Make(MakeBridge.AsAction(_services), new NewBridge(name, over)).Mistakes(Inventory);

        Assert.Equal(field is null ? [] : [field], mistakes.Keys);
        Assert.True(says is null || mistakes[field!][0].Contains(says, StringComparison.Ordinal), string.Join(' ', mistakes.Values.SelectMany(texts => texts)));
    }

    [Theory]
    [InlineData("lan0", 20, null, null)]
    // A port of a bridge carries VLANs beside it.
    [InlineData("lan1", 4094, null, null)]
    [InlineData("lan0", 0, "vlan", "A number from 1 to 4094")]
    [InlineData("lan0", 4095, "vlan", "A number from 1 to 4094")]
    [InlineData("lan0", -1, "vlan", "A number from 1 to 4094")]
    [InlineData("lan0", 30, "vlan", "lan0.30 is that VLAN already: make the bridge over lan0.30, without a number.")]
    [InlineData("lan0.30", 20, "over", "It is a VLAN already: take lan0, on which it lies.")]
    [InlineData("old0", 20, "over", "ifupdown configures it")]
    public void TaggedBridge_IsRefusedAtTheField(string over, int vlan, string? field, string? says)
    {
        var mistakes = Make(MakeBridge.AsAction(_services), new NewBridge("br20", over, vlan)).Mistakes(Inventory);

        Assert.Equal(field is null ? [] : [field], mistakes.Keys);
        Assert.True(says is null || mistakes[field!][0].Contains(says, StringComparison.Ordinal), string.Join(' ', mistakes.Values.SelectMany(texts => texts)));
    }

    [Fact]
    public void AddressByDhcp_IsOfVlansOnly() => Assert.Equal(["dhcp"], Make(MakeBridge.AsAction(_services), new NewBridge("br9", "lan0", Dhcp: true)).Mistakes(Inventory).Keys);

    [Fact]
    public void TaggedBridge_SaysWhatIsMade()
    {
        var asked = new NewBridge("br20", "lan0", 20);
        var operation = Make(MakeBridge.AsAction(_services), asked);

        Assert.Equal("nmcli connection add type bridge ifname br20 con-name br20 bridge.stp no ipv4.method disabled ipv6.method disabled\nnmcli connection add type vlan ifname br20-port con-name br20-port dev lan0 id 20 master br20\nnmcli connection up br20-port", operation.VirshLine);
        Assert.Equal("lan0.20 is made for VLAN 20 of lan0, and br20 over it, without spanning tree.", MakeBridge.Say(asked, _services.Interfaces.Now("local"))[0]);
    }

    [Theory]
    [InlineData("", 1400, "name", "The bridge is needed.")]
    [InlineData("br0", null, "name", "Nothing of it is changed")]
    [InlineData("lan0", 1400, "name", "It is no bridge")]
    [InlineData("gone", 1400, "name", "There is no bridge gone (any more).")]
    [InlineData("br0", 1400, null, null)]
    [InlineData("br0", 1279, "mtu", "A number from 1280 to 65535.")]
    [InlineData("br0", 70000, "mtu", "A number from 1280 to 65535.")]
    public void ChangedBridge_IsRefusedAtTheField(string name, int? mtu, string? field, string? says)
    {
        var mistakes = Make(ChangeBridge.AsAction(_services), new BridgeChanges(name, Mtu: mtu)).Mistakes(Inventory);

        Assert.Equal(field is null ? [] : [field], mistakes.Keys);
        Assert.True(says is null || mistakes[field!][0].Contains(says, StringComparison.Ordinal), string.Join(' ', mistakes.Values.SelectMany(texts => texts)));
    }

    [Fact]
    public void ChangedBridge_HasNoLargerMtuThanWhatItsVlanLiesOn_AndNoFilteringThatTheKernelLacks()
    {
        _host.Link("sys/class/net/lan0.30/master", "sys/class/net/br1");

        var mistakes = Make(ChangeBridge.AsAction(_services), new BridgeChanges("br1", Mtu: 9000, FilterVlans: true)).Mistakes(Inventory);

        Assert.Equal("lan0.30 lies on lan0, which has an MTU of 1500: a VLAN has no larger one.", mistakes["mtu"][0]);
        Assert.Equal("The kernel of this host has no bridges that tell VLANs apart.", mistakes["filterVlans"][0]);
    }

    [Fact]
    public void ChangedBridge_SaysTheLinesOfNmcli()
    {
        var operation = Make(ChangeBridge.AsAction(_services), new BridgeChanges("br0", Stp: true, Mtu: 9000));

        Assert.Equal("nmcli connection modify br0 bridge.stp yes 802-3-ethernet.mtu 9000\nnmcli device reapply br0  # and the same MTU for its port", operation.VirshLine);
    }

    [Theory]
    [Trait("Attack", "J1")]
    [Trait("Attack", "J2")]
    [InlineData("-x")]
    [InlineData("br0;id")]
    [InlineData("$(id)")]
    [InlineData("a/../b")]
    [InlineData("br 9")]
    [InlineData("br\n9")]
    [InlineData("..")]
    public void HostileName_IsRefused_AndQuotedInTheLines(string name)
    {
        var operation = Make(MakeBridge.AsAction(_services), new NewBridge(name, "lan0"));

        Assert.Contains("name", operation.Mistakes(Inventory).Keys);
        Assert.DoesNotContain($"ifname {name} ", name is "-x" or ".." or "a/../b" ? "" : operation.VirshLine, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("br0", null)]
    [InlineData("br1", "It has not exactly one card")]
    [InlineData("lan0", "It is no bridge")]
    [InlineData("gone", "There is no bridge gone (any more).")]
    [InlineData("", "The bridge is needed.")]
    public void RemovedBridge_NeedsAPort(string name, string? says)
    {
        var mistakes = Make(RemoveBridge.AsAction(_services), new OldBridge(name)).Mistakes(Inventory);

        Assert.Equal(says is null, mistakes.Count == 0);
        Assert.True(says is null || mistakes["name"][0].StartsWith(says, StringComparison.Ordinal), string.Join(' ', mistakes.Values.SelectMany(texts => texts)));
    }

    [Fact]
    public void BridgeInUse_IsNotRemoved()
    {
        var network = new Network("local", Guid.NewGuid(), "office", true, true, true, null, "<network><name>office</name><forward mode='bridge'/><bridge name='br0'/></network>");
        var inventory = Inventory with { Networks = Inventory.Networks.Add((network.Host, network.Uuid), network) };

        Assert.Equal("br0 is used by the network office.", Make(RemoveBridge.AsAction(_services), new OldBridge("br0")).WhyConflicts(inventory));
        Assert.Null(Make(RemoveBridge.AsAction(_services), new OldBridge("br0")).WhyConflicts(Inventory));
    }

    [Fact]
    public void HostElsewhere_IsLeftAlone()
    {
        var inventory = InventorySnapshot.Empty with { Hosts = [_status with { Facts = _host.Facts with { IsLocal = false } }] };

        Assert.Contains("that WebConsole runs on", Make(MakeBridge.AsAction(_services), new NewBridge("br9", "lan0")).WhyNot(inventory), StringComparison.Ordinal);
    }

    private Operation Make(ObjectAction action, object asked) => action.Create(_status, _status, asked);

    private void Card(string name, int index) => _host.Interface(name, index, ("device/vendor", "0x8086"), ("address", "52:54:00:00:00:01"));
}

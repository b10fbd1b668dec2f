using WebConsole.Features.Networks.Interfaces;
using WebConsole.Hypervisor.HostDevices;
using WebConsole.Hypervisor.HostInterfaces;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Networks.Interfaces;

/// <summary>What is made of a reading of a host's interfaces: rates, users, rows.</summary>
public sealed class HostInterfaceReadingTests
{
    private static readonly DateTimeOffset Then = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static HostInterface One(string name, InterfaceKind kind = InterfaceKind.Card) => new() { Name = name, Kind = kind, Index = 2 };

    [Fact]
    public void Rates_AreOfTheTimeBetween_AndACounterThatWentBackTellsNothing()
    {
        var before = new HostInterfaceReading("local", [One("eth0") with { Received = 1000, Sent = 900 }, One("eth1") with { Received = 5 }], Then);

        var now = new HostInterfaceReading("local", [One("eth0") with { Received = 4000, Sent = 800 }, One("eth1") with { Received = 9, Index = 7 }], Then.AddSeconds(3)).Since(before);

        Assert.Equal((1000, null), (now.Find("eth0")!.ReceivedRate, now.Find("eth0")!.SentRate));
        // Another one of the same name.
        Assert.Null(now.Find("eth1")!.ReceivedRate);
        Assert.Null(before.Since(null).Find("eth0")!.ReceivedRate);
    }

    [Fact]
    public void Rows_HavePortsBelowTheirBridge_AndCardsOfMachinesFolded()
    {
        var reading = new HostInterfaceReading("local",
        [
            One("br0", InterfaceKind.Bridge), One("eth0"), One("eth1") with { Master = "bond0" }, One("bond0", InterfaceKind.Bond) with { Master = "br0" }, One("lo", InterfaceKind.Loopback),
            One("vlan10", InterfaceKind.Vlan) with { Parent = "eth0", Master = "br0" }, One("vlan20", InterfaceKind.Vlan) with { Parent = "eth0" },
            One("vnet1", InterfaceKind.Tap) with { Master = "br0" }, One("vnet10", InterfaceKind.Tap) with { Master = "br0" }, One("vnet2", InterfaceKind.Tap) with { Master = "br0" }, One("tap7", InterfaceKind.Tap),
        ], Then);
        var users = new InterfaceUsers(InventorySnapshot.Empty, "local");

        Assert.Equal(["0 br0", "1 bond0", "2 eth1", "1 vlan10", "1 br0/taps 3", "0 eth0", "1 vlan20", "0 tap7", "0 lo"], InterfaceRow.Of(reading, users, _ => false).Select(Say));
        Assert.Equal(["1 br0/taps 3", "2 vnet1", "2 vnet2", "2 vnet10"], InterfaceRow.Of(reading, users, _ => true).Select(Say).Skip(4).Take(4));
    }

    [Fact]
    public void HostThatTellsNonsense_HasEachInterfaceOnce()
    {
        var reading = new HostInterfaceReading("local", [One("a", InterfaceKind.Bridge) with { Master = "b" }, One("b", InterfaceKind.Bridge) with { Master = "a" }, One("c") with { Master = "c" }], Then);

        Assert.Equal(["a", "b", "c"], InterfaceRow.Of(reading, new InterfaceUsers(InventorySnapshot.Empty, "local"), _ => false).Select(row => row.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Users_AreMachinesByTapAndBridge_AndNetworks()
    {
        var machine = TestMachines.Named("web") with
        {
            IsActive = true,
            Xml = "<domain type='kvm'><name>web</name><devices><interface type='bridge'><source bridge='br0'/><target dev='vnet3'/></interface><interface type='direct'><source dev='eth1' mode='bridge'/><target dev='macvtap0'/></interface></devices></domain>",
        };
        var network = new Network("local", Guid.NewGuid(), "office", true, true, true, null, "<network><name>office</name><forward mode='bridge'/><bridge name='br0'/></network>");
        var inventory = InventorySnapshot.Empty with { Machines = InventorySnapshot.Empty.Machines.Add(machine.Id, machine), Networks = InventorySnapshot.Empty.Networks.Add((network.Host, network.Uuid), network) };

        var users = new InterfaceUsers(inventory, "local");

        Assert.Equal(["office", "web"], users.Of("br0").Select(use => use.Name));
        Assert.Equal("web", users.MachineOf("vnet3")?.Name);
        Assert.Equal([DeviceUser.Machine], users.Of("eth1").Select(use => use.What));
        Assert.Empty(users.Of("eth0"));
        Assert.Empty(new InterfaceUsers(inventory, "other").Of("br0"));
    }

    [Fact]
    public void HostElsewhere_IsToldByLibvirt()
    {
        NodeDevice[] devices =
        [
            new("far", "net_eth0", "pci_0000_03_00_0", "<device><name>net_eth0</name><parent>pci_0000_03_00_0</parent><capability type='net'><interface>eth0</interface><address>52:54:00:00:00:01</address><link speed='1000' state='up'/></capability></device>"),
            new("far", "net_vnet0", "computer", "<device><name>net_vnet0</name><parent>computer</parent><capability type='net'><interface>vnet0</interface><link state='down'/></capability></device>"),
        ];
        const string Bridge = "<interface type='bridge' name='br0'><mtu size='1500'/><protocol family='ipv4'><dhcp/><ip address='192.0.2.5' prefix='24'/></protocol><bridge stp='off'><interface type='ethernet' name='eth0'/><interface type='ethernet' name='gone'/></bridge></interface>";

        var found = LibvirtInterfaces.Of(devices, [(Bridge, true), ("<nonsense/>", true)]).ToDictionary(one => one.Name);

        Assert.Equal(["br0", "eth0", "vnet0"], found.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((InterfaceKind.Card, 1000, "br0", "up"), (found["eth0"].Kind, found["eth0"].Speed!.Value, found["eth0"].Master, found["eth0"].State));
        Assert.Equal((InterfaceKind.Tap, "no-carrier"), (found["vnet0"].Kind, found["vnet0"].State));
        Assert.Equal((InterfaceKind.Bridge, false, new InterfaceAddress("192.0.2.5/24", true)), (found["br0"].Kind, found["br0"].Stp, Assert.Single(found["br0"].Addresses)));
    }

    [Fact]
    public void FreeName_IsTheFirstThatNothingHas() =>
        Assert.Equal("br1", new HostInterfaceReading("local", [One("br0"), One("br2")], Then).FreeBridgeName());

    /// <summary>It is the one that must not be broken.</summary>
    [Fact]
    public void DefaultRoute_IsAUseOfAllThatItGoesOver()
    {
        var reading = new HostInterfaceReading("local",
        [
            new() { Name = "br0", Kind = InterfaceKind.Bridge, Gateway = "192.0.2.1" }, new() { Name = "vlan5", Kind = InterfaceKind.Vlan, Master = "br0", Parent = "eth0" }, new() { Name = "eth0", Kind = InterfaceKind.Card },
            new() { Name = "eth1", Kind = InterfaceKind.Card }, new() { Name = "vnet1", Kind = InterfaceKind.Tap, Master = "br0" },
        ], DateTimeOffset.UnixEpoch);

        Assert.Equal(["br0", "eth0", "vlan5"], InterfaceRow.Of(reading, new InterfaceUsers(InventorySnapshot.Empty, "local"), _ => true).Where(row => row.Users.Any(use => use is { IsVital: true, Name: "default route" })).Select(row => row.Name).Order(StringComparer.Ordinal));
    }

    private static string Say(InterfaceRow row) => row.One is null ? $"{row.Level} {row.Name}/taps {row.Folded}" : $"{row.Level} {row.Name}";
}

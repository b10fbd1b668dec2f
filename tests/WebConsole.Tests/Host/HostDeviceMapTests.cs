using System.Collections.Immutable;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.HostDevices;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Host;

/// <summary>Who uses a device of a host, and what goes with it.</summary>
public sealed class HostDeviceMapTests
{
    private static readonly Guid Uuid = Guid.NewGuid();

    [Theory]
    [InlineData(TestDevices.Card, "<hostdev mode='subsystem' type='pci'><source><address domain='0x0000' bus='0x3b' slot='0x00' function='0x0'/></source></hostdev>")]
    [InlineData(TestDevices.Function, "<interface type='hostdev'><source><address type='pci' domain='0x0000' bus='0x3b' slot='0x10' function='0x0'/></source></interface>")]
    [InlineData(TestDevices.Nvme, "<disk type='nvme'><source type='pci' namespace='1'><address domain='0x0000' bus='0x04' slot='0x00' function='0x0'/></source><target dev='vda'/></disk>")]
    [InlineData(TestDevices.Eth0, "<interface type='direct'><source dev='eth0' mode='bridge'/></interface>")]
    [InlineData(TestDevices.Disk, "<disk type='block'><source dev='/dev/sda'/><target dev='vda'/></disk>")]
    [InlineData(TestDevices.Disk, "<disk type='block'><source dev='/dev/sda3'/><target dev='vda'/></disk>")]
    [InlineData(TestDevices.Stick, "<hostdev mode='subsystem' type='usb'><source><vendor id='0x0781'/><product id='0x5581'/><address bus='1' device='4'/></source></hostdev>")]
    [InlineData(TestDevices.Key, "<hostdev mode='subsystem' type='usb'><source><vendor id='0x1050'/><product id='0x0407'/></source></hostdev>")]
    [InlineData(TestDevices.Part, $"<hostdev mode='subsystem' type='mdev'><source><address uuid='{TestDevices.PartUuid}'/></source></hostdev>")]
    [InlineData(TestDevices.Tape, "<hostdev mode='subsystem' type='scsi'><source><adapter name='scsi_host4'/><address bus='0' target='1' unit='2'/></source></hostdev>")]
    public void Machine_UsesWhatItsDefinitionNames(string device, string xml)
    {
        var runs = TestMachines.Named("runs") with { Xml = Domain(xml), InactiveXml = Domain("") };
        var waits = TestMachines.Named("waits") with { Xml = Domain(""), InactiveXml = Domain(xml) };
        var off = TestMachines.Named("off", MachineState.ShutOff) with { Xml = Domain(xml) };
        var other = TestMachines.Named("other");

        var users = Users(Inventory(runs, waits, off, other), device);

        Assert.Equal([("off", false), ("runs", true), ("waits", false)], users.Select(use => (use.Name, use.Now)));
        Assert.All(users, use => Assert.Null(use.Through));
    }

    /// <summary>Whoever gets a controller gets what hangs on it; bridges stay with the host.</summary>
    [Fact]
    public void UserOfADisk_UsesItsController()
    {
        var inventory = Inventory(TestMachines.Named("web") with { Xml = Domain("<disk type='block'><source dev='/dev/sda'/><target dev='vda'/></disk>") });

        var use = Assert.Single(Users(inventory, TestDevices.Sata));
        Assert.Equal(("web", "web (Disk sda, 477 GiB)"), (use.Name, use.Words));
        Assert.Empty(Users(Inventory(TestMachines.Named("web") with { Xml = Domain("<interface type='direct'><source dev='eth0'/></interface>") }), TestDevices.Bridge));
    }

    [Fact]
    public void UserOfAVirtualFunction_UsesItsCard()
    {
        var inventory = Inventory(TestMachines.Named("web") with { Xml = Domain("<interface type='hostdev'><source><address type='pci' domain='0x0000' bus='0x3b' slot='0x10' function='0x0'/></source></interface>") });

        Assert.Equal("web (Maker Thing, virtual function)", Assert.Single(Users(inventory, TestDevices.Card)).Words);
        Assert.Null(Assert.Single(Users(inventory, TestDevices.Function)).Through);
    }

    [Fact]
    public void PoolsAndNetworks_UseWhatTheyName()
    {
        var inventory = Inventory() with
        {
            StoragePools = ImmutableDictionary<(string, Guid), StoragePool>.Empty.Add(("local", Uuid), new StoragePool("local", Uuid, "fast", "running", true, true, 0, 0, 0, "<pool type='logical'><name>fast</name><source><device path='/dev/sda2'/><name>fast</name></source></pool>")),
            Networks = ImmutableDictionary<(string, Guid), Network>.Empty.Add(("local", Uuid), new Network("local", Uuid, "office", true, true, true, null, "<network><name>office</name><forward mode='bridge'><interface dev='eth0'/></forward></network>")),
        };

        Assert.Equal(["the pool fast"], Users(inventory, TestDevices.Disk).Select(use => use.Words));
        Assert.Equal(["the network office"], Users(inventory, TestDevices.Eth0).Select(use => use.Words));
        Assert.Equal([DeviceUser.Network], Users(inventory, TestDevices.Card).Select(use => use.What));
    }

    [Fact]
    public void Host_UsesWhatCarriesIt()
    {
        var map = new HostDeviceMap(Inventory(), "local", [new HostDuty("/sys/devices/pci0000:00/0000:00:1f.2/ata1/host0/target0:0:0/0:0:0:0/block/sda/sda1", "file system at /", true)]);

        Assert.Equal(["the host's file system at /"], map.UsersOf(map.Find(TestDevices.Disk)!).Select(use => use.Words));
        Assert.Contains("The host needs it itself", Taking.WhyNot(map.UsersOf(map.Find(TestDevices.Disk)!)), StringComparison.Ordinal);
        Assert.Empty(map.UsersOf(map.Find(TestDevices.Card)!));
    }

    /// <summary>Its virtual functions go with a card, so that the host's route over one is the card's, too.</summary>
    [Fact]
    public void DutyOfAVirtualFunction_IsItsCards()
    {
        var map = new HostDeviceMap(Inventory(), "local", [new HostDuty($"{HostDevice.Of(TestDevices.Named(TestDevices.Function)).SysfsPath}/net/eth5", "default route", true)]);

        Assert.Equal("the host's default route (Maker Thing, virtual function)", Assert.Single(map.UsersOf(map.Find(TestDevices.Card)!)).Words);
        Assert.True(Assert.Single(map.UsersOf(map.Find(TestDevices.Function)!)).IsVital);
        Assert.Empty(map.UsersOf(map.Find(TestDevices.Bridge)!));
    }

    [Fact]
    public void WhatGoesWithADevice_IsKnown()
    {
        var map = new HostDeviceMap(Inventory(), "local", []);

        Assert.Equal([TestDevices.Sound], map.GroupOf(map.Find(TestDevices.Graphics)!).Select(device => device.Name));
        Assert.Empty(map.GroupOf(map.Find(TestDevices.Card)!));
        Assert.Equal([TestDevices.Twin], map.AlikeTo(map.Find(TestDevices.Stick)!).Select(device => device.Name));
        Assert.Empty(map.AlikeTo(map.Find(TestDevices.Key)!));
        Assert.Equal((1, 63), map.Find(TestDevices.Card)!.VirtualFunctions);
        Assert.Equal([TestDevices.Eth0], map.ChildrenOf(map.Find(TestDevices.Card)!).Select(device => device.Name));
    }

    private static InventorySnapshot Inventory(params Machine[] machines) => new() { Hosts = [TestMachines.Host("local")], NodeDevices = TestDevices.All, Machines = machines.ToImmutableDictionary(machine => machine.Id) };

    private static IReadOnlyList<DeviceUse> Users(InventorySnapshot inventory, string name) => new HostDeviceMap(inventory, "local", []) is var map ? map.UsersOf(map.Find(name)!) : [];

    private static string Domain(string devices) => $"<domain type='kvm'><devices>{devices}</devices></domain>";
}

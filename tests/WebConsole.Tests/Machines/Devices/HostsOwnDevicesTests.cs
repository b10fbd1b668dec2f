using System.Collections.Immutable;
using System.Runtime.Versioning;
using Microsoft.Extensions.Time.Testing;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Features.Machines.Devices;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.HostDevices;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Tests.Host;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Machines.Devices;

/// <summary>Machines get nothing that their host stands on.</summary>
[SupportedOSPlatform("linux")]
public sealed class HostsOwnDevicesTests : IDisposable
{
    private const string Disk = "sys/devices/pci_0000_00_1f_2/block/sda";

    private static readonly Machine Web = TestMachines.Named("web", MachineState.ShutOff) with
    {
        Xml = "<domain type='kvm'><os><type arch='x86_64' machine='q35'>hvm</type></os><devices><interface type='network'><mac address='52:54:00:00:00:07'/><source network='n'/></interface></devices></domain>",
    };

    private readonly FakeHost _host = new();
    private readonly InventoryStore _inventory = new();
    private readonly DevicePlanner _planner;

    public HostsOwnDevicesTests()
    {
        _planner = new DevicePlanner(null!, _inventory, new MachineEdges(), duties: new HostDuties(_host.Files, new FakeTimeProvider()));
        _host.Write($"{Disk}/size", "1");
        _host.Link("sys/dev/block/8:0", Disk);
        _host.Link("sys/class/block/sda", Disk);
        _host.Write("dev/null", "");
        _host.Write("sys/devices/pci0000:00/net/eth0/address", "52:54:00:00:00:01");
        _host.Link("sys/class/net/eth0", "sys/devices/pci0000:00/net/eth0");
        Know(isLocal: true);
    }

    [Theory, Trait("Attack", "V4")]
    [InlineData("/", "The host needs it itself, for its file system at /: without it the host would not go on.", "It is in use now by the host's file system at /.")]
    [InlineData("/srv", null, "It is in use now by the host's file system at /srv.")]
    public void DiskByItsPath_IsNotTheRoots(string place, string? why, string warning)
    {
        Mount(place);
        var add = Add(new NewDevice { Kind = "disk", Path = "/dev/sda" });

        Assert.Empty(add.Mistakes(_inventory.Current));
        Assert.Equal(why, add.WhyConflicts(_inventory.Current));
        Assert.Equal(warning, Assert.Single(add.Warnings(_inventory.Current), note => note.Field == "path").Text);
        Assert.True(add.AsksForName(_inventory.Current));
        Assert.Contains((Right.Configure, ObjectId.OfHost("local")), add.AlsoNeeds);
    }

    [Fact]
    public void FreeDisk_IsGivenWithoutAQuestion()
    {
        var add = Add(new NewDevice { Kind = "disk", Path = "/dev/sda" });

        Assert.False(add.AsksForName(_inventory.Current));
        Assert.Equal((null, 0), (add.WhyConflicts(_inventory.Current), add.Warnings(_inventory.Current).Length));
    }

    [Fact]
    public void FileThatIsNoDisk_IsSaidAtThePath() => Assert.Equal(["path"], Add(new NewDevice { Kind = "disk", Path = "/dev/null" }).Mistakes(_inventory.Current).Keys);

    [Fact]
    public void DiskOfARemoteHost_IsGivenWithAWarning()
    {
        Mount("/");
        Know(isLocal: false);
        var add = Add(new NewDevice { Kind = "disk", Path = "/dev/sda" });

        Assert.Null(add.WhyConflicts(_inventory.Current));
        Assert.True(add.AsksForName(_inventory.Current));
        Assert.Contains("not known", Assert.Single(add.Warnings(_inventory.Current), note => note.Field == "path").Text, StringComparison.Ordinal);
    }

    /// <summary>The operation asks and not the form, since it depends on what the host does.</summary>
    [Theory]
    [InlineData(TestDevices.Sata, true, true)]
    [InlineData(TestDevices.Card, true, false)]
    [InlineData(TestDevices.Card, false, true)]
    [InlineData(TestDevices.Key, false, false)]
    public void NameIsAskedFor_WhereTheHostUsesADeviceOrMay(string device, bool isLocal, bool asks)
    {
        Mount("/srv");
        Know(isLocal);

        Assert.Equal(asks, Add(new NewDevice { Kind = "hostdev", HostDevice = device }).AsksForName(_inventory.Current));
    }

    [Theory]
    [InlineData("passthrough", true)]
    [InlineData("bridge", false)]
    public void CardOfTheDefaultRoute_IsNotGivenWhole(string mode, bool isRefused)
    {
        _host.Write("proc/net/route", "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\neth0\t00000000\t0101A8C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n");
        var edit = (ActionOperation)EditDevice.AsAction(_planner).Create(MachineDevice.Of(Web, "interface:52:54:00:00:00:07")!, _inventory.Current.Hosts[0], new DeviceChanges { Device = "eth0", Mode = mode });

        Assert.All([edit, Add(new NewDevice { Kind = "interface", Device = "eth0", Mode = mode })], operation => Assert.Equal(isRefused, operation.WhyConflicts(_inventory.Current)?.StartsWith("The host needs eth0 itself, for its default route", StringComparison.Ordinal) is true));
    }

    [Fact]
    public void MapOfASnapshot_IsMadeOnce()
    {
        Assert.Same(_planner.DevicesOf(_inventory.Current, "local"), _planner.DevicesOf(_inventory.Current, "local"));
        var before = _planner.DevicesOf(_inventory.Current, "local");
        Know(isLocal: true);
        Assert.NotSame(before, _planner.DevicesOf(_inventory.Current, "local"));
    }

    public void Dispose() => _host.Dispose();

    private void Mount(string place) => _host.Write("proc/self/mountinfo", $"22 1 8:0 / {place} rw - ext4 /dev/sda rw\n");

    private void Know(bool isLocal) => _inventory.Update(_ => new InventorySnapshot
    {
        Hosts = [TestMachines.Host("local") with { Facts = _host.Facts with { IsLocal = isLocal } }],
        NodeDevices = TestDevices.All,
        Machines = ImmutableDictionary<MachineId, Machine>.Empty.Add(Web.Id, Web),
    });

    private ActionOperation Add(NewDevice asked) => (ActionOperation)AddDevice.AsAction(_planner).Create(Web, _inventory.Current.Hosts[0], asked);
}

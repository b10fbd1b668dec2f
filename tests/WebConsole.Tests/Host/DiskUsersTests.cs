using System.Collections.Immutable;
using System.Runtime.Versioning;
using Microsoft.Extensions.Time.Testing;
using WebConsole.Features.Machines.Devices;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.HostDevices;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Host;

/// <summary>Who uses a disk of the host that a machine is to get by its path.</summary>
[SupportedOSPlatform("linux")]
public sealed class DiskUsersTests : IDisposable
{
    private const string Adapter = "sys/devices/pci0000:00/0000:00:17.0/ata2/host1";
    private const string Disk = $"{Adapter}/target1:0:0/1:0:0:0/block/sdb";
    private static readonly Guid Uuid = Guid.NewGuid();

    private static readonly Machine Web = TestMachines.Named("web", MachineState.ShutOff) with { Xml = Domain("") };

    private readonly FakeHost _host = new();

    /// <summary>A disk with two partitions; the second has a volume of LVM. The first process sees what the container that we are in does not.</summary>
    public DiskUsersTests()
    {
        foreach (var path in new[] { Disk, $"{Disk}/sdb1", $"{Disk}/sdb2" })
        {
            _host.Write($"{path}/size", "1");
            _host.Link($"sys/class/block/{Path.GetFileName(path)}", path);
        }
        _host.Write($"{Disk}/sdb1/partition", "1");
        _host.Write($"{Disk}/sdb2/partition", "2");
        _host.Write("sys/devices/virtual/block/dm-0/dm/name", "vg-data");
        _host.Link("sys/devices/virtual/block/dm-0/slaves/sdb2", $"{Disk}/sdb2");
        _host.Link("sys/class/block/dm-0", "sys/devices/virtual/block/dm-0");
    }

    [Theory, Trait("Attack", "V4")]
    [InlineData("/dev/sdb", "<disk type='block'><source dev='/dev/sdb'/></disk>", true)]
    [InlineData("/dev/disk/by-id/ata-b", "<disk type='block'><source dev='/dev/sdb'/></disk>", true)]
    [InlineData("/dev/sdb", "<disk type='block'><source dev='/dev/disk/by-id/ata-b-part1'/></disk>", true)]
    [InlineData("/dev/sdb", "<disk type='file'><source file='/dev/sdb1'/></disk>", true)]
    [InlineData("/dev/sdb", "<disk type='block'><source dev='/dev/vg/data'/></disk>", true)]
    [InlineData("/dev/mapper/vg-data", "<disk type='block'><source dev='/dev/sdb'/></disk>", true)]
    [InlineData("/dev/sdb", "<hostdev mode='subsystem' type='scsi'><source><adapter name='scsi_host1'/><address bus='0' target='0' unit='0'/></source></hostdev>", true)]
    [InlineData("/dev/nothing", "<disk type='block'><source dev='/dev/nothing'/></disk>", true)]
    [InlineData("/dev/sdb1", "<disk type='block'><source dev='/dev/sdb2'/></disk>", false)]
    [InlineData("/dev/sdb1", "<disk type='block'><source dev='/dev/vg/data'/></disk>", false)]
    [InlineData("/dev/sdb", "<disk type='block'><source dev='/dev/sda'/></disk>", false)]
    public void DiskOfARunningMachine_IsNotGivenToAnother(string path, string device, bool isRefused)
    {
        var inventory = Inventory(TestMachines.Named("db") with { Xml = Domain(device) });
        var add = Add(inventory, Web, path);

        Assert.Equal(isRefused ? "It is in use by db: shut that down, or take the device out of it first." : null, add.WhyConflicts(inventory));
    }

    [Fact]
    public void DiskThatAnotherIsToGet_IsWarnedOf()
    {
        var inventory = Inventory(TestMachines.Named("db", MachineState.ShutOff) with { Xml = Domain("<disk type='block'><source dev='/dev/sdb1'/></disk>") });
        var add = Add(inventory, Web, "/dev/sdb1");

        Assert.Equal((null, "It is meant for db as well.", false), (add.WhyConflicts(inventory), Assert.Single(add.Warnings(inventory)).Text, add.AsksForName(inventory)));
    }

    [Fact]
    public void MachineItself_DoesNotStandInItsWay()
    {
        var db = TestMachines.Named("db") with { Xml = Domain("<disk type='block'><source dev='/dev/sdb1'/></disk>") };
        var inventory = Inventory(db);
        var add = Add(inventory, db, "/dev/sdb1");

        Assert.Equal((null, 0, false), (add.WhyConflicts(inventory), add.Warnings(inventory).Length, add.AsksForName(inventory)));
    }

    /// <summary>A pool of LVM names its disks, or none: its volumes then say it.</summary>
    [Theory, Trait("Attack", "V4")]
    [InlineData("<source><device path='/dev/sdb2'/><name>vg</name></source>", null)]
    [InlineData("<source><name>vg</name></source>", "/dev/vg/data")]
    public void DiskOfAPool_HasItsNameTyped(string source, string? volume)
    {
        var pool = new StoragePool("local", Uuid, "fast", "running", true, true, 0, 0, 0, $"<pool type='logical'><name>fast</name>{source}</pool>");
        var inventory = Inventory() with
        {
            StoragePools = ImmutableDictionary<(string, Guid), StoragePool>.Empty.Add(("local", Uuid), pool),
            Volumes = volume is null ? ImmutableDictionary<(string, Guid), PoolVolumes>.Empty : ImmutableDictionary<(string, Guid), PoolVolumes>.Empty.Add(("local", Uuid), new PoolVolumes(new StorageVolume("data", volume, "raw", 1, 1))),
        };
        var add = Add(inventory, Web, "/dev/sdb");

        Assert.Equal((null, "It is in use now by the pool fast.", true), (add.WhyConflicts(inventory), Assert.Single(add.Warnings(inventory)).Text, add.AsksForName(inventory)));
    }

    /// <summary>LVM, encryption or an array works with it, though nothing that WebConsole knows does.</summary>
    [Fact]
    public void DiskThatTheKernelHolds_HasItsNameTyped()
    {
        _host.Link($"{Disk}/sdb2/holders/dm-0", "sys/devices/virtual/block/dm-0");
        var add = Add(Inventory(), Web, "/dev/sdb");

        Assert.Equal((null, "It is in use now by the host's volume vg-data.", true), (add.WhyConflicts(Inventory()), Assert.Single(add.Warnings(Inventory())).Text, add.AsksForName(Inventory())));
        Assert.False(Add(Inventory(), Web, "/dev/sdb1").AsksForName(Inventory()));
    }

    /// <summary>In a container there is no /dev/disk; libvirt knows udev's names.</summary>
    [Theory, Trait("Attack", "V4")]
    [InlineData("/dev/disk/by-id/ata-b")]
    [InlineData("/dev/disk/by-id/ata-b-part1")]
    public void DiskOfTheRoot_IsFoundByALinkThatOnlyTheHostHas(string path)
    {
        _host.Link("sys/dev/block/8:17", $"{Disk}/sdb1");
        _host.Write("proc/1/mountinfo", "22 1 8:17 / / rw - ext4 /dev/sdb1 rw\n");

        Assert.StartsWith("The host needs it itself, for its file system at /", Add(Inventory(), Web, path).WhyConflicts(Inventory()), StringComparison.Ordinal);
    }

    [Fact, Trait("Attack", "V4")]
    public void PathThatLeadsNowhere_HasToBeTyped()
    {
        var add = Add(Inventory(), Web, "/dev/disk/by-uuid/0b5e");

        Assert.Empty(add.Mistakes(Inventory()));
        Assert.Equal(("Which disk this is can't be told, nor who uses it.", true), (Assert.Single(add.Warnings(Inventory())).Text, add.AsksForName(Inventory())));
    }

    /// <summary>A form asks several questions at each drawing, and a host has thousands of disks that must be followed in sysfs.</summary>
    [Fact]
    public void DisksThatAreNamed_AreFollowedOnce_UntilSecondsLater()
    {
        var inventory = Inventory(TestMachines.Named("db") with { Xml = Domain("<disk type='block'><source dev='/dev/vg/data'/></disk>") });
        var time = new FakeTimeProvider();
        var planner = new DevicePlanner(null!, new InventoryStore(), new MachineEdges(), duties: new HostDuties(_host.Files, time));
        Assert.Equal("db", Assert.Single(planner.UsersOfDisks(inventory, "local").Of("/dev/sdb2")).Name);

        _host.Remove("sys/devices/virtual/block/dm-0/slaves/sdb2");
        Assert.Equal("db", Assert.Single(planner.UsersOfDisks(inventory, "local").Of("/dev/sdb2")).Name);

        time.Advance(TimeSpan.FromSeconds(6));
        Assert.Empty(planner.UsersOfDisks(inventory, "local").Of("/dev/sdb2"));
    }

    public void Dispose() => _host.Dispose();

    private InventorySnapshot Inventory(params Machine[] machines) => new()
    {
        Hosts = [TestMachines.Host("local") with { Facts = _host.Facts }],
        Machines = machines.Append(Web).ToImmutableDictionary(machine => machine.Id),
        NodeDevices = new[]
        {
            Device("scsi_1_0_0_0", $"/{Adapter}/target1:0:0/1:0:0:0", "<capability type='scsi'><host>1</host><bus>0</bus><target>0</target><lun>0</lun><type>disk</type></capability>"),
            new("local", "block_sdb_x", "scsi_1_0_0_0", $"<device><name>block_sdb_x</name><path>/{Disk}</path><devnode type='dev'>/dev/sdb</devnode><devnode type='link'>/dev/disk/by-id/ata-b</devnode><capability type='storage'><block>/dev/sdb</block><drive_type>disk</drive_type></capability></device>"),
        }.ToImmutableDictionary(device => (device.Host, device.Name)),
    };

    private Operation Add(InventorySnapshot inventory, Machine machine, string path)
    {
        var store = new InventoryStore();
        store.Update(_ => inventory);
        var planner = new DevicePlanner(null!, store, new MachineEdges(), duties: new HostDuties(_host.Files, new FakeTimeProvider()));
        return AddDevice.AsAction(planner).Create(machine, inventory.Hosts[0], new NewDevice { Kind = "disk", Path = path });
    }

    private static NodeDevice Device(string name, string path, string capability) => new("local", name, "computer", $"<device><name>{name}</name><path>{path}</path>{capability}</device>");

    private static string Domain(string devices) => $"<domain type='kvm'><os><type arch='x86_64' machine='q35'>hvm</type></os><devices>{devices}</devices></domain>";
}

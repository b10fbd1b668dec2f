using WebConsole.CloudInit;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Storage.Volumes;
using Xunit;

namespace WebConsole.Tests.Provisioning;

// Disks, images below them, and pools.
public sealed partial class MachinePlanTests
{
    /// <summary>A guest can write a qcow2 header that names a file of the host into a disk that another machine is given later.</summary>
    [Fact]
    [Trait("Attack", "F1")]
    public void DiskThatRestsOnWhatNoPoolLists_IsRefused()
    {
        var hostile = Inventory with
        {
            Volumes = Inventory.Volumes.SetItem((Host, Images), new([new StorageVolume("evil.qcow2", "/srv/images/evil.qcow2", "qcow2", 2L << 30, 1L << 30) { BackingPath = "/etc/shadow" }])),
        };

        foreach (var disk in new[] { new NewDisk(Images, "evil.qcow2"), new NewDisk(Copy: new BackingVolume(Images, "evil.qcow2")), new NewDisk(Backing: new BackingVolume(Images, "evil.qcow2")) })
            Assert.Contains("/etc/shadow", Plan(new NewMachine("db", Disks: [disk]), inventory: hostile).Disks.Single().Mistakes().First().Mistake, StringComparison.Ordinal);
    }

    /// <summary>A guest can name another machine's disk, too, in what it writes into its own; libvirt then takes that for an image.</summary>
    [Fact]
    [Trait("Attack", "F1")]
    public void DiskThatRestsOnAnotherMachines_IsRefused()
    {
        var victim = new Machine { Id = new MachineId(Host, Guid.NewGuid()), Name = "victim", State = MachineState.ShutOff, Xml = "<domain><devices><disk type='file' device='disk'><source file='/srv/images/base.qcow2'/><target dev='vda'/></disk></devices></domain>" };
        var hostile = Inventory with
        {
            Machines = Inventory.Machines.Add(victim.Id, victim),
            Volumes = Inventory.Volumes.SetItem((Host, Images), new([.. Inventory.Volumes[(Host, Images)].Listed, new StorageVolume("evil.img", "/srv/images/evil.img", "qcow2", 2L << 30, 1L << 30) { BackingPath = "/srv/images/base.qcow2" }])),
        };
        const string Said = "It rests on base.qcow2, to which victim writes.";

        Assert.Contains(("volume", Said), Mistakes(new NewDisk(Images, "evil.img", Format: "qcow2"), hostile));
        Assert.Contains(("copy", Said), Mistakes(new NewDisk(Copy: new BackingVolume(Images, "evil.img")), hostile));
        Assert.Empty(Mistakes(new NewDisk(Images, "evil.img", Format: "raw"), hostile));
        // Nobody writes below it, and still it is a guess.
        Assert.Equal(["format"], Mistakes(new NewDisk(Images, "evil.img"), hostile with { Machines = Inventory.Machines }).Select(mistake => mistake.Argument));
        Assert.Empty(Mistakes(new NewDisk(Images, "evil.img", Format: "qcow2"), hostile with { Machines = Inventory.Machines }));
    }

    private static IEnumerable<(string Argument, string Mistake)> Mistakes(NewDisk disk, InventorySnapshot inventory) => Plan(new NewMachine("db", Disks: [disk]), inventory: inventory).Disks.Single().Mistakes();

    [Fact]
    public void CopyOfARawImage_IsNotCalledQcow2()
    {
        var raw = Inventory with { Volumes = Inventory.Volumes.SetItem((Host, Images), new([new StorageVolume("base.img", "/srv/images/base.img", "raw", 2L << 30, 1L << 30)])) };

        Assert.Equal(("db.img", "raw"), Plan(new NewMachine("db", Disks: [new NewDisk(Copy: new BackingVolume(Images, "base.img"))]), inventory: raw).Disks.Select(disk => (disk.Name, disk.Format)).Single());
    }

    [Fact]
    public void LinkedDisk_RestsOnTheImage()
    {
        var disk = Assert.Single(Plan(new NewMachine("db", Disks: [new NewDisk(Backing: new BackingVolume(Images, "base.qcow2", "qcow2"))])).Disks);

        Assert.Equal((2L << 30, "base.qcow2", "db.qcow2"), (disk.Capacity, disk.Source?.Name, disk.Name));
        Assert.Empty(disk.Mistakes());
    }

    /// <summary>A folder of libvirt's may hold devices: QEMU must not take one for a file.</summary>
    [Fact]
    public void DeviceInAFolder_IsWrittenAsADevice()
    {
        var inventory = Inventory with { Volumes = Inventory.Volumes.SetItem((Host, Images), new([new StorageVolume("sdb", "/srv/images/sdb", "raw", 2L << 30, 2L << 30) { IsDevice = true }, new StorageVolume("sr0", "/srv/images/sr0", "raw", 1, 1) { IsDevice = true }])) };

        var disks = Plan(new NewMachine("db", Disks: [new NewDisk(Images, "sdb")], Media: new VolumeName(Images, "sr0")), inventory: inventory).Definition().Disks;

        Assert.Equal([("block", "/srv/images/sdb"), ("block", "/srv/images/sr0")], disks.Select(disk => (disk.Type!, disk.SourcePath!)));
    }

    /// <summary>It is stopped now, and tears what rests on its disk when it is started.</summary>
    [Fact]
    public void BaseThatAStoppedMachineWritesTo_IsRefused()
    {
        var writer = new Machine { Id = new MachineId(Host, Guid.NewGuid()), Name = "old", State = MachineState.ShutOff, Xml = "<domain><devices><disk type='file' device='disk'><source file='/srv/images/base.qcow2'/><target dev='vda'/></disk></devices></domain>" };
        var inventory = Inventory with { Machines = Inventory.Machines.Add(writer.Id, writer) };
        var disk = new NewDisk(Backing: new BackingVolume(Images, "base.qcow2", "qcow2"));

        Assert.Contains(("backing", "old writes to it whenever it runs, and what rests on it would be torn: take a copy of it."), Plan(new NewMachine("db", Disks: [disk]), inventory: inventory).Disks.Single().Mistakes());
        Assert.Empty(Plan(new NewMachine("db", Disks: [disk])).Disks.Single().Mistakes());
    }

    /// <summary>Disk and seed are put where there is room, if nobody says where.</summary>
    [Fact]
    public void PoolOfItsOwn_IsTheOneThatTakesIt()
    {
        var plan = Plan(new NewMachine("db", Disks: [new NewDisk(Ceph, Size: 1 << 30), new NewDisk(Size: 1 << 30)], CloudInit: new CloudInitSettings()));

        Assert.Equal(["ceph", "default"], plan.Disks.Select(disk => disk.Pool.Name));
        Assert.Equal("default", plan.Seed!.Pool.Name);
    }
}

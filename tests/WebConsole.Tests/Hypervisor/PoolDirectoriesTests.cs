using WebConsole.Hosting;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Hypervisor;

/// <summary>Directories that have two names: one of them leads through a symbolic link.</summary>
[Trait("Attack", "J2")]
public sealed class PoolDirectoriesTests : IDisposable
{
    private readonly TemporaryDirectory _root = new();
    private readonly InventoryStore _store = new();
    private readonly StoragePool _images;
    private readonly PoolDirectories _directories;

    public PoolDirectoriesTests()
    {
        Directory.CreateDirectory(_root["images/below"]);
        Directory.CreateDirectory(_root["state/sessions"]);
        _images = Pool("images", _root["images"]);
        _store.Update(snapshot => snapshot with
        {
            Hosts = [Host("here", isLocal: true), Host("there", isLocal: false)],
            StoragePools = snapshot.StoragePools.Add(("here", _images.Uuid), _images),
        });
        _directories = new PoolDirectories(_store, new WebConsoleOptions { StateDirectory = Link("our-state", _root["state"]) });
    }

    public void Dispose() => _root.Dispose();

    [Fact]
    public void LinkToAPoolsDirectory_IsThatDirectory()
    {
        Link("ring", "ring");
        Assert.Null(_directories.WhyNotNew(_store.Current, "here", Link("link", _root["images"])));
        Assert.Equal("The pool images has that directory already.", _directories.WhyNotReallyNew("here", _root["link"]));
        Assert.Equal("The pool images has that directory already.", _directories.WhyNotReallyNew("here", Link("relative", "../" + Path.GetFileName(_root[""].TrimEnd('/')) + "/link")));
        Assert.Null(_directories.WhyNotReallyNew("here", _root["link/not-there-yet"]));
        Assert.Null(_directories.WhyNotReallyNew("here", _root["ring"]));
        Assert.Null(_directories.WhyNotReallyNew("there", _root["link"]));
    }

    [Theory]
    [InlineData("/etc", "new")]
    [InlineData("/usr/share/..", "lib/new")]
    public void LinkIntoTheSystem_IsRefused(string target, string below) =>
        Assert.Equal("This directory belongs to the system. Choose one that is for disks only.", _directories.WhyNotReallyNew("here", Link("link", target) + "/" + below));

    [Theory, Trait("Attack", "F2")]
    [InlineData("/")]
    [InlineData("/var")]
    [InlineData("/var/lib")]
    [InlineData("/var/lib/libvirt")]
    [InlineData("/var/log/apt")]
    [InlineData("/var/spool/cron")]
    [InlineData("/home")]
    [InlineData("/home/anna/.ssh")]
    public void DirectoryOfTheSystem_OrAroundOne_IsRefused(string path) =>
        Assert.Equal("This directory belongs to the system. Choose one that is for disks only.", _directories.WhyNotNew(_store.Current, "here", path));

    /// <summary>Root of a container could write to everything below it.</summary>
    [Fact, Trait("Attack", "F2")]
    public void RootOfAContainer_IsNoPlaceOfManyThings()
    {
        const string OfTheSystem = "This directory belongs to the system. Choose one that is for the container only.";
        var ofAPool = "The pool images lies there, with the disks of machines. Choose a directory that is for the container only.";
        Assert.All(["/etc", "/srv", "/tmp/", "/var"], path => Assert.Equal(OfTheSystem, _directories.WhyNoRoot(_store.Current, "here", path)));
        Assert.All([_root["images"], _root["images"] + "/"], path => Assert.Equal(ofAPool, _directories.WhyNoRoot(_store.Current, "here", path)));
        Assert.Equal(ofAPool, _directories.WhyReallyNoRoot("here", Link("root", _root["images"])));
        Assert.Null(_directories.WhyNoRoot(_store.Current, "here", _root["images/below"]));
        Assert.Null(_directories.WhyNoRoot(_store.Current, "there", _root["images"]));
    }

    [Theory]
    [InlineData("/var/lib/libvirt/images")]
    [InlineData("/home/anna/.local/share/images")]
    [InlineData("/srv")]
    public void DirectoryForDisks_IsTaken(string path) => Assert.Null(_directories.WhyNotNew(_store.Current, "here", path));

    [Fact]
    public void StateDirectory_IsRefused_UnderEachOfItsNames()
    {
        Assert.Equal("This directory belongs to the system. Choose one that is for disks only.", _directories.WhyNotNew(_store.Current, "here", _root["our-state/sessions"]));
        Assert.Equal("This directory belongs to the system. Choose one that is for disks only.", _directories.WhyNotReallyNew("here", _root["state"]));
    }

    [Fact]
    public void Contents_AreKept_WhereAnotherPoolHasTheSameDirectory()
    {
        var twin = Add(Pool("twin", Link("link", _root["images"])));
        Add(Pool("below", Link("inside", _root["images/below"])));

        Assert.Null(_directories.WhyKept(_store.Current, twin.Id));
        Assert.Equal("Other pools have the same place, or one in it: below, images. Delete them first, or keep what lies in the pool.", _directories.WhyReallyKept(twin.Id));
        Assert.Equal("It is a directory of the system. Keep what lies in the pool.", _directories.WhyReallyKept(Add(Pool("bad", Link("way", _root["state"]))).Id));
    }

    [Fact]
    public void Contents_AreKept_WhereAMachineHasADiskInTheSameDirectory()
    {
        var twin = Add(Pool("link", Link("link", _root["images"])));
        _store.Update(snapshot => snapshot with { StoragePools = snapshot.StoragePools.Remove(("here", _images.Uuid)) });
        Assert.Null(_directories.WhyReallyKept(twin.Id));
        var machine = TestMachines.Named("web", host: "here") with { Xml = $"<domain><devices><disk type='file'><source file='{_root["images/web.img"]}'/><target dev='vda'/></disk></devices></domain>" };
        _store.Update(snapshot => snapshot with { Machines = snapshot.Machines.Add(machine.Id, machine) });

        Assert.Equal("Machines have disks in it: web. Remove their disks first, or keep what lies in the pool.", _directories.WhyReallyKept(twin.Id));
    }

    [Theory]
    [InlineData("<pool type='logical'><name>vg</name><source><name>vg</name></source><target><path>/dev/vg</path></target></pool>", "/dev/vg/disk")]
    [InlineData("<pool type='disk'><name>disk</name><source><device path='/dev/sdb'/></source><target><path>/dev</path></target></pool>", "/dev/sdb1")]
    public void ContentsOfDevices_MayGo_UnlessAMachineHasThem(string xml, string disk)
    {
        var pool = Add(Pool("devices", "") with { Xml = xml });
        Add(Pool("other", "") with { Xml = "<pool type='logical'><name>other</name><target><path>/dev/other</path></target></pool>" });
        void Machine(string path)
        {
            var machine = TestMachines.Named("web", host: "here") with { Xml = $"<domain><devices><disk type='block'><source dev='{path}'/><target dev='vda'/></disk></devices></domain>" };
            _store.Update(snapshot => snapshot with { Machines = snapshot.Machines.SetItem(machine.Id, machine) });
        }

        Machine("/dev/sdc1");
        Assert.Null(_directories.WhyKept(_store.Current, pool.Id));
        Machine(disk);
        Assert.Equal("Machines have disks in it: web. Remove their disks first, or keep what lies in the pool.", _directories.WhyKept(_store.Current, pool.Id));
    }

    /// <summary>Storage over a network has no directory; machines name an image in it by the source.</summary>
    [Theory]
    [InlineData("<pool type='rbd'><name>net</name><source><name>ssd</name></source></pool>", "<source protocol='rbd' name='ssd/web'/>", "<source protocol='rbd' name='ssd2/web'/>")]
    [InlineData("<pool type='gluster'><name>net</name><source><dir path='/'/><name>gv0</name></source></pool>", "<source protocol='gluster' name='gv0/web.img'/>", "<source protocol='rbd' name='gv0/web.img'/>")]
    [InlineData("<pool type='gluster'><name>net</name><source><dir path='/images/'/><name>gv0</name></source></pool>", "<source protocol='gluster' name='gv0/images/web.img'/>", "<source protocol='gluster' name='gv0/web.img'/>")]
    public void ContentsOverANetwork_AreKept_WhereAMachineOrAnotherPoolHasThem(string xml, string itsDisk, string anotherDisk)
    {
        var pool = Add(Pool("net", "") with { Xml = xml });
        var web = TestMachines.Named("web", host: "here");
        void Machine(string source) => _store.Update(snapshot => snapshot with
        {
            Machines = snapshot.Machines.SetItem(web.Id, web with { Xml = $"<domain><devices><disk type='network'>{source}<target dev='vda'/></disk></devices></domain>" }),
        });

        Machine(anotherDisk);
        Assert.Null(_directories.WhyKept(_store.Current, pool.Id));
        Assert.Null(_directories.WhyReallyKept(pool.Id));
        Machine(itsDisk);
        Assert.Equal("Machines have disks in it: web. Remove their disks first, or keep what lies in the pool.", _directories.WhyKept(_store.Current, pool.Id));
        Assert.Equal("Machines have disks in it: web. Remove their disks first, or keep what lies in the pool.", _directories.WhyReallyKept(pool.Id));
        Machine(anotherDisk);
        Add(Pool("twin", "") with { Xml = xml });
        Assert.StartsWith("Other pools have the same place, or one in it: twin.", _directories.WhyKept(_store.Current, pool.Id), StringComparison.Ordinal);
    }

    [Fact]
    public void ListedVolume_IsKept_WhereAMachineHasItByAnotherName()
    {
        var group = Add(Pool("vg", "") with { Xml = "<pool type='logical'><name>vg</name><source><name>vg</name></source><target><path>/dev/vg</path></target></pool>" });
        File.WriteAllText(_root["dm-0"], "");
        var (one, other) = (Link("lv", _root["dm-0"]), Link("mapper-lv", _root["dm-0"]));
        var machine = TestMachines.Named("web", host: "here") with { Xml = $"<domain><devices><disk type='block'><source dev='{other}'/><target dev='vda'/></disk></devices></domain>" };
        _store.Update(snapshot => snapshot with
        {
            Machines = snapshot.Machines.SetItem(machine.Id, machine),
            Volumes = snapshot.Volumes.Add(("here", group.Uuid), new PoolVolumes(new StorageVolume("lv", one, "block", 1, 1))),
        });

        Assert.StartsWith("Machines have disks in it: web.", _directories.WhyReallyKept(group.Id), StringComparison.Ordinal);
    }

    private static HostStatus Host(string name, bool isLocal) =>
        TestMachines.Host(name) with { Facts = new HostFacts { HostName = name, Driver = "QEMU", LibvirtVersion = new Version(9, 0, 0), IsLocal = isLocal } };

    private static StoragePool Pool(string name, string path) =>
        new("here", Guid.NewGuid(), name, "running", true, true, 0, 0, 0, $"<pool type='dir'><name>{name}</name><target><path>{path}</path></target></pool>");

    private StoragePool Add(StoragePool pool)
    {
        _store.Update(snapshot => snapshot with { StoragePools = snapshot.StoragePools.Add((pool.Host, pool.Uuid), pool) });
        return pool;
    }

    private string Link(string name, string target)
    {
        File.CreateSymbolicLink(_root[name], target);
        return _root[name];
    }
}

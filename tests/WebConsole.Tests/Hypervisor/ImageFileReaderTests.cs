using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Hypervisor;

/// <summary>Uses of a volume that only a look at files shows.</summary>
[Trait("Attack", "J2")]
public sealed class ImageFileReaderTests : IDisposable
{
    private readonly TemporaryDirectory _root = new();
    private readonly StoragePool _images;

    public ImageFileReaderTests()
    {
        Directory.CreateDirectory(_root["images"]);
        Directory.CreateDirectory(_root["elsewhere"]);
        _images = Pool("images", "running");
    }

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData("link", "images/a.img", true)]
    [InlineData("images", "link/a.img", true)]
    [InlineData("images", "elsewhere/name.img", true)]
    [InlineData("images", "link/a.img", false)]
    public void Links_LeadToTheSameVolume(string target, string disk, bool isLocal)
    {
        File.WriteAllText(_root["images/a.img"], "");
        Directory.CreateSymbolicLink(_root["link"], _root["images"]);
        File.CreateSymbolicLink(_root["elsewhere/name.img"], _root["images/a.img"]);
        var pool = _images with { Xml = Xml(target) };
        var volume = new PoolVolume(pool, new StorageVolume("a.img", $"{_root[target]}/a.img", "raw", 1, 1));

        var (inventory, stale) = Look(volume, Machine(_root[disk], "raw"), isLocal);

        Assert.Empty(stale);
        Assert.Equal(isLocal ? ["web-01"] : [], Users(inventory, volume));
    }

    [Theory]
    [InlineData("{0}/images/base.img")]
    [InlineData("../images/base.img")]
    [InlineData("file:{0}/images/base.img")]
    [InlineData("middle.qcow2")]
    public void ImageInNoPool_IsFollowedToTheVolumeItRestsOn(string below)
    {
        Image("elsewhere/top.qcow2", string.Format(null, below, _root[""].TrimEnd('/')));
        Image("elsewhere/middle.qcow2", _root["images/base.img"]);
        var (inventory, stale) = Look(Base, Machine(_root["elsewhere/top.qcow2"], "qcow2"));

        Assert.Empty(stale);
        Assert.Equal(["web-01"], Users(inventory, Base));
        Assert.Equal(["web-01"], VolumeUsers.Of(inventory, Base).Through.Select(machine => machine.Name));
        Assert.Null(inventory.Files.WhyUnknown("base.img"));
    }

    /// <summary>libvirt tells only of the backing image of what it lists.</summary>
    [Fact]
    public void VolumeOverAnImageInNoPool_RestsOnWhatThatRestsOn()
    {
        Image("elsewhere/middle.qcow2", _root["images/base.img"]);
        var top = new StorageVolume("top.qcow2", _root["images/top.qcow2"], "qcow2", 1, 1) { BackingPath = _root["elsewhere/middle.qcow2"] };

        var (inventory, _) = Look(Base, null, true, top);

        Assert.Equal(["top.qcow2"], VolumeUsers.Of(inventory, Base).Images.Select(image => image.Name));
    }

    [Theory]
    [InlineData("nbd://host/disk", true)]
    [InlineData("json:{{}}", true)]
    [InlineData("{0}/images/base.img", false)]
    public void WhatNobodyCanTell_IsSaid(string below, bool isLocal)
    {
        Image("elsewhere/top.qcow2", string.Format(null, below, _root[""].TrimEnd('/')));

        var (inventory, _) = Look(Base, Machine(_root["elsewhere/top.qcow2"], "qcow2"), isLocal);

        Assert.Empty(Users(inventory, Base));
        Assert.Equal($"web-01 needs {_root["elsewhere/top.qcow2"]}, and nobody can tell what that rests on: it may be base.img. Make a pool of its folder, or start and refresh the pool it lies in.", inventory.Files.WhyUnknown("base.img"));
    }

    [Theory]
    [InlineData("raw", "")]
    [InlineData("qcow2", "<backingStore/>")]
    public void DiskThatRestsOnNothing_IsKnown(string format, string chain)
    {
        Image("elsewhere/top.qcow2", "nbd://host/disk");
        var (inventory, _) = Look(Base, Machine(_root["elsewhere/top.qcow2"], format, chain));

        Assert.Null(inventory.Files.WhyUnknown("base.img"));
    }

    /// <summary>In /tmp the service sees files of its own only.</summary>
    [Theory]
    [InlineData("/srv/not-there/gone.qcow2", false)]
    [InlineData("/tmp/not-there/gone.qcow2", true)]
    public void ImageThatDoesNotExist_RestsOnNothing(string path, bool isUnknown) => Assert.Equal(isUnknown, Look(Base, Machine(path, "qcow2")).Inventory.Files.WhyUnknown("base.img") is not null);

    [Fact]
    public void PoolInWhichAnImageIsNotListed_IsReadAnew()
    {
        Image("images/top.qcow2", _root["images/base.img"]);

        Assert.Equal([_images.Id], Look(Base, Machine(_root["images/top.qcow2"], "qcow2")).Stale);
        Assert.Equal(["web-01"], Users(Look(Base, Machine(_root["images/top.qcow2"], "qcow2"), refreshed: _images.Id).Inventory, Base));
        // By its name in a pool that does not run.
        Image("elsewhere/top.qcow2", _root["images/base.img"]);
        Assert.Equal(["web-01"], Users(Look(Base, Machine("", "qcow2", source: "pool='off' volume='top.qcow2'"), true, null, null, Pool("off", "inactive") with { Xml = Xml("elsewhere") }).Inventory, Base));
    }

    [Fact]
    public void PoolOfAnImage_IsKeptToo()
    {
        Image("elsewhere/top.qcow2", _root["images/base.img"]);
        var (inventory, _) = Look(Base, Machine(_root["elsewhere/top.qcow2"], "qcow2"));
        Assert.StartsWith("Machines have disks in it: web-01.", WhyKept(inventory), StringComparison.Ordinal);

        Image("elsewhere/top.qcow2", "nbd://host/disk");
        (inventory, _) = Look(Base, Machine(_root["elsewhere/top.qcow2"], "qcow2"));
        Assert.Contains("it may be in images", WhyKept(inventory), StringComparison.Ordinal);

        string? WhyKept(InventorySnapshot known) => new PoolDirectories(new InventoryStore(), new WebConsoleOptions { StateDirectory = "/var/lib/webconsole" }).WhyKept(known, _images.Id);
    }

    /// <summary>It would hold the look for ever.</summary>
    [Fact]
    public void PoolThatHangs_IsNotLookedAt()
    {
        File.CreateSymbolicLink(_root["elsewhere/a.img"], _root["images/base.img"]);
        var silent = Pool("silent", "running") with { Xml = Xml("elsewhere"), Silent = true };

        Assert.Empty(Users(Look(Base, Machine(_root["elsewhere/a.img"], "raw"), true, null, null, silent).Inventory, Base));
    }

    private PoolVolume Base => new(_images, new StorageVolume("base.img", _root["images/base.img"], "raw", 1, 1));

    private static (InventorySnapshot Inventory, ImmutableArray<ObjectId> Stale) Look(PoolVolume volume, Machine? machine, bool isLocal = true, StorageVolume? other = null, ObjectId? refreshed = null, StoragePool? more = null)
    {
        var inventory = InventorySnapshot.Empty with
        {
            Hosts = [TestMachines.Host("local") with { Facts = new HostFacts { HostName = "here", Driver = "QEMU", LibvirtVersion = new Version(9, 0, 0), IsLocal = isLocal } }],
            StoragePools = new[] { volume.Pool, more }.OfType<StoragePool>().ToImmutableDictionary(pool => (pool.Host, pool.Uuid)),
            Volumes = ImmutableDictionary<(string, Guid), PoolVolumes>.Empty.Add((volume.Pool.Host, volume.Pool.Uuid), new([.. new[] { volume.Volume, other }.OfType<StorageVolume>()])),
            Machines = new[] { machine }.OfType<Machine>().ToImmutableDictionary(known => known.Id),
        };
        var (files, stale) = new ImageFileReader(inventory, volume.Id, new[] { refreshed }.OfType<ObjectId>().ToHashSet()).Read();
        return (inventory with { Files = files }, stale);
    }

    private static string[] Users(InventorySnapshot inventory, PoolVolume volume) => [.. VolumeUsers.Of(inventory, volume).Machines.Select(machine => machine.Name)];

    private static Machine Machine(string path, string format, string chain = "", string? source = null) => TestMachines.Named("web-01", MachineState.ShutOff) with
    {
        Xml = $"<domain><devices><disk type='file'><driver name='qemu' type='{format}'/><source {source ?? $"file='{path}'"}/>{chain}</disk></devices></domain>",
    };

    /// <summary>The head of a qcow2 image, which is all that is read.</summary>
    private void Image(string path, string below)
    {
        var (bytes, name) = (new byte[4096], Encoding.UTF8.GetBytes(below));
        BinaryPrimitives.WriteUInt32BigEndian(bytes, 0x514649fb);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4), 3);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(8), 512);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(16), name.Length);
        name.CopyTo(bytes, 512);
        File.WriteAllBytes(_root[path], bytes);
    }

    private StoragePool Pool(string name, string state) => new("local", Guid.NewGuid(), name, state, true, true, 1, 1, 1, Xml("images"));

    private string Xml(string target) => $"<pool type='dir'><target><path>{_root[target]}</path></target></pool>";
}

using System.Collections.Immutable;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Hypervisor;

public sealed class VolumeUsersTests
{
    private static readonly StoragePool Images = Pool("images"), Other = Pool("other");

    [Theory]
    [InlineData("<disk type='file'><source file='/srv/images/base.qcow2'/></disk>", true)]
    [InlineData("<disk type='volume'><source pool='images' volume='base.qcow2'/></disk>", true)]
    [InlineData("<disk type='file' device='cdrom'><source file='/srv/images/base.qcow2'/><readonly/></disk>", false)]
    [InlineData("<disk type='file'><source file='/srv/other/middle.qcow2'/></disk>", false)]
    [InlineData("<disk type='volume'><source pool='other' volume='top.qcow2'/></disk>", false)]
    [InlineData("<disk type='file'><source file='/srv/other/middle.qcow2'/><mirror type='file' job='active-commit'><source file='/srv/images/base.qcow2'/></mirror></disk>", true)]
    public void MachinesUseAnImage_ByPathByNameAndThroughImagesAbove(string disk, bool writes)
    {
        var (running, stopped) = (Machine("web-2", disk, null), Machine("web-10", null, disk) with { IsActive = false });

        var users = Users(running, stopped, Machine("db", "<disk type='file'><source file='/srv/images/db.qcow2'/></disk>", null));

        Assert.Equal(["web-2", "web-10"], users.Machines.Select(machine => machine.Name));
        Assert.Equal(["middle.qcow2", "top.qcow2"], users.Images.Select(image => image.Name));
        Assert.Equal(("web-2", writes ? "web-2" : null), (users.Running, users.RunningWriters));
        Assert.Equal("base.qcow2 is used by web-2, web-10, and middle.qcow2, top.qcow2 rest on it.", users.InWords("base.qcow2"));
    }

    /// <summary>What lies below is merged into the base while the machine goes on writing to another image.</summary>
    [Theory]
    [InlineData(DiskJobKind.Commit, true)]
    [InlineData(DiskJobKind.Pull, false)]
    [InlineData(DiskJobKind.Backup, false)]
    public void JobThatMergesImages_WritesIntoThem(DiskJobKind kind, bool writes) =>
        Assert.Equal(writes ? "web" : null, Users(Machine("web", "<disk type='file'><source file='/srv/other/top.qcow2'/></disk>", null) with { DiskJobs = [new DiskJob("vda", kind)] }).RunningWriters);

    /// <summary>Written by hand, two images can rest on one another.</summary>
    [Fact]
    public void ImagesInACircle_End()
    {
        var (a, b) = (new StorageVolume("a", "/srv/images/a", "qcow2", 1, 1) { BackingPath = "/srv/images/b" }, new StorageVolume("b", "/srv/images/b", "qcow2", 1, 1) { BackingPath = "/srv/images/a" });
        var inventory = Inventory([], new PoolVolumes(a, b), new PoolVolumes());

        Assert.Equal(["b"], VolumeUsers.Of(inventory, new PoolVolume(Images, a)).Images.Select(image => image.Name));
    }

    [Fact]
    public void UnusedImage_HasNoWords() => Assert.Null(VolumeUsers.Of(Inventory([], Volumes("lonely.img"), new PoolVolumes()), new PoolVolume(Images, Volumes("lonely.img").Listed[0])).InWords("lonely.img"));

    private static VolumeUsers Users(params Machine[] machines)
    {
        var below = Volumes("base.qcow2", "db.qcow2");
        var above = new PoolVolumes(
            new StorageVolume("middle.qcow2", "/srv/other/middle.qcow2", "qcow2", 1, 1) { BackingPath = "/srv/images/base.qcow2" },
            new StorageVolume("top.qcow2", "/srv/other/top.qcow2", "qcow2", 1, 1) { BackingPath = "/srv/other/middle.qcow2" });
        return VolumeUsers.Of(Inventory(machines, below, above), new PoolVolume(Images, below.Listed[0]));
    }

    private static InventorySnapshot Inventory(Machine[] machines, PoolVolumes images, PoolVolumes other) => InventorySnapshot.Empty with
    {
        StoragePools = new[] { Images, Other }.ToImmutableDictionary(pool => (pool.Host, pool.Uuid)),
        Volumes = ImmutableDictionary<(string, Guid), PoolVolumes>.Empty.Add((Images.Host, Images.Uuid), images).Add((Other.Host, Other.Uuid), other),
        Machines = machines.ToImmutableDictionary(machine => machine.Id),
    };

    private static PoolVolumes Volumes(params string[] names) => new([.. names.Select(name => new StorageVolume(name, $"/srv/images/{name}", "qcow2", 1, 1))]);

    private static Machine Machine(string name, string? now, string? next) => TestMachines.Named(name) with
    {
        Xml = $"<domain><devices>{now}</devices></domain>",
        InactiveXml = $"<domain><devices>{next}</devices></domain>",
    };

    private static StoragePool Pool(string name) => new("local", Guid.NewGuid(), name, "running", true, true, 1, 1, 1, $"<pool type='dir'><name>{name}</name><target><path>/srv/{name}</path></target></pool>");
}

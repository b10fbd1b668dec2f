using System.Collections.Immutable;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Hypervisor;

public sealed class StorageSpaceTests
{
    /// <summary>Two folders of one file system have its space once, whenever each was read; a volume group has its own.</summary>
    [Theory]
    [InlineData("dir", "netfs", 60, 59, 100, 60)]
    [InlineData("dir", "dir", 60, 40, 200, 100)]
    [InlineData("logical", "logical", 60, 60, 200, 120)]
    public void PoolsOfOneFileSystem_CountOnce(string one, string other, long free, long otherFree, long capacity, long available)
    {
        var space = Space([Pool(one, 100, free), Pool(other, 100, otherFree)], new PoolVolumes(), new PoolVolumes());

        Assert.Equal((capacity, available, capacity - available), (space.Capacity, space.Available, space.Used));
    }

    /// <summary>On its own host the kernel tells, however old the figures of one are, and however alike two are.</summary>
    [Theory]
    [InlineData("/a", "/b", 60, 20, 100)]
    [InlineData("/a", "/proc/b", 60, 60, 200)]
    public void FoldersOfThisHost_AreOfOneFileSystemOrNot(string one, string other, long free, long otherFree, long capacity)
    {
        StoragePool[] pools = [Pool("dir", 100, free, one), Pool("dir", 100, otherFree, other)];

        Assert.Equal(capacity, StorageSpace.Of(InventorySnapshot.Empty with { Hosts = [TestMachines.Host("local") with { Facts = new HostFacts { Driver = "QEMU", HostName = "host", LibvirtVersion = new Version(9, 0), IsLocal = true } }] }, pools).Capacity);
    }

    [Fact]
    public void Promises_AddUp()
    {
        var space = Space([Pool("dir", 100, 60), Pool("dir", 100, 60)], Volumes(40, 5), Volumes(40, 10));

        Assert.Equal((80, 65, true), (space.Promised, space.Growth, space.IsOverCommitted));
        Assert.False(Space([Pool("dir", 100, 60)], Volumes(60, 0)).IsOverCommitted);
    }

    /// <summary>What is not known is not said to be enough, or too little.</summary>
    [Fact]
    public void PoolWithMoreVolumesThanAreListed_PromisesWhatNobodyKnows()
    {
        var space = Space([Pool("dir", 100, 60)], new PoolVolumes([new StorageVolume("a", null, "raw", 1 << 20, 0)], 2));

        Assert.Equal((null, false), (space.Promised, space.IsOverCommitted));
    }

    [Fact]
    public void PoolThatIsOff_HasNoSpace() => Assert.Equal(new StorageSpace(0, 0, 0, null, null), Space([Pool("dir", 0, 0)], new PoolVolumes()));

    private static StorageSpace Space(StoragePool[] pools, params PoolVolumes[] volumes) => StorageSpace.Of(InventorySnapshot.Empty with
    {
        StoragePools = pools.ToImmutableDictionary(pool => (pool.Host, pool.Uuid)),
        Volumes = pools.Zip(volumes).ToImmutableDictionary(pair => (pair.First.Host, pair.First.Uuid), pair => pair.Second),
    }, pools);

    private static PoolVolumes Volumes(long capacity, long allocation) => new(new StorageVolume("a", null, "qcow2", capacity, allocation));

    private static StoragePool Pool(string type, long capacity, long free, string? path = null) => new("local", Guid.NewGuid(), "a", "running", true, true, capacity, capacity - free, free, path is null ? $"<pool type='{type}'/>" : $"<pool type='{type}'><target><path>{path}</path></target></pool>");
}

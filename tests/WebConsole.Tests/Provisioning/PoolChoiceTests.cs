using System.Collections.Immutable;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Storage.Volumes;
using Xunit;

namespace WebConsole.Tests.Provisioning;

public sealed class PoolChoiceTests
{
    [Fact]
    public void PoolsOnOneFileSystem_DoNotTakeTurns()
    {
        Assert.Equal("a", Choose(Pool("a", 100L << 30), Pool("b", (100L << 30) + 1)));
        Assert.Equal("a", Choose(Pool("a", (100L << 30) + 1), Pool("b", 100L << 30)));
    }

    [Fact]
    public void MuchMoreSpace_OrTheNameDefault_Decides()
    {
        Assert.Equal("b", Choose(Pool("a", 1L << 30), Pool("b", 100L << 30)));
        Assert.Equal("default", Choose(Pool("a", 100L << 30), Pool("default", 1)));
        Assert.Null(Choose());
    }

    private static string? Choose(params StoragePool[] pools) =>
        PoolChoice.Of(InventorySnapshot.Empty with { StoragePools = pools.ToImmutableDictionary(pool => (pool.Host, pool.Uuid)) }, "local", _ => true)?.Name;

    private static StoragePool Pool(string name, long available) =>
        new("local", Guid.NewGuid(), name, "running", true, true, 200L << 30, (200L << 30) - available, available, $"<pool type='dir'><name>{name}</name></pool>");
}

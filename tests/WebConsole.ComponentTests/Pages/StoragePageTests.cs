using System.Collections.Immutable;
using Bunit;
using WebConsole.ComponentTests.Support;
using WebConsole.Hypervisor.Inventory;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

public sealed class StoragePageTests : PageContext
{
    private static readonly (string, Guid) Pool = (TestInventory.HostName, TestInventory.PoolId);

    /// <summary>What is promised has a place of its own in each row, so that it takes none of the bar's.</summary>
    [Theory]
    [InlineData(20, "")]
    [InlineData(2048, "2 TiB promised")]
    public void Space_IsUsedOfAll_AndWhatIsPromisedStandsBesideIt(int gibibytes, string promised)
    {
        Inventory.Update(_ => TestInventory.Full with
        {
            Volumes = ImmutableDictionary<(string, Guid), PoolVolumes>.Empty.Add(Pool, new PoolVolumes(new StorageVolume("a.qcow2", "/srv/images/a.qcow2", "qcow2", (long)gibibytes << 30, 0))),
        });

        var space = Open("/storage").Find("[data-testid=pool-row] .wc-space");

        Assert.Equal(["", "40 of 100 GiB", promised], space.Children.Select(part => part.TextContent.Trim()));
        Assert.Equal("60 GiB free", space.QuerySelector(".wc-number")!.GetAttribute("title"));
    }
}

using System.Collections.Immutable;
using Bunit;
using WebConsole.Components;
using WebConsole.ComponentTests.Support;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;
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

    [Theory]
    [InlineData(Role.Viewer, 0)]
    [InlineData(Role.Administrator, 1)]
    public void Menu_IsForWhoMayDoSomething(Role role, int menus)
    {
        Inventory.Update(_ => TestInventory.Full);

        Assert.Equal(menus, Open("/storage", role).FindAll("[data-testid=row-menu]").Count);
    }

    [Fact]
    public async Task Menu_HasTheActionsOfThePoolsPage()
    {
        Inventory.Update(_ => TestInventory.Full);
        var page = Open($"/storage/{TestInventory.HostName}/{TestInventory.PoolId:D}");
        var ofThePage = Actions(page, ".wc-places");

        Open("/storage");
        await page.ClickAsync("[data-testid=row-menu]");

        page.WaitForAssertion(() => Assert.Equal(ofThePage, Actions(page, "#row-menu")));
        Assert.All(["action-stop", "action-refresh", "action-fetch", "action-delete"], action => Assert.Contains(action, ofThePage));
    }

    [Theory]
    [InlineData("space", "empty half full unknown")]
    [InlineData("-space", "full half empty unknown")]
    public void Pools_AreSortedByHowFullTheyAre(string sort, string names)
    {
        static StoragePool Made(string name, long capacity, long used) => new(TestInventory.HostName, Guid.NewGuid(), name, "running", true, false, capacity, used, capacity - used, "<pool type='dir'/>");
        // Least is free in the one that is half full.
        StoragePool[] pools = [Made("full", 1000, 900), Made("empty", 2000, 100), Made("half", 20, 10), Made("unknown", 0, 0)];
        Inventory.Update(_ => TestInventory.Empty with { StoragePools = pools.ToImmutableDictionary(pool => (pool.Host, pool.Uuid)) });

        Assert.Equal(names.Split(' '), Open($"/storage?sort={sort}").FindAll(".wc-row-name").Select(name => name.TextContent));
    }

    [Theory]
    [InlineData(true, "on")]
    [InlineData(false, "")]
    public void Row_SaysAutostartWhereItIsOn_AndDimsZeroMachines(bool autostart, string word)
    {
        Inventory.Update(_ => TestInventory.With(TestInventory.Empty, []));
        Inventory.Update(snapshot => snapshot with { StoragePools = snapshot.StoragePools.SetItem(Pool, snapshot.StoragePools[Pool] with { Autostart = autostart }) });

        var row = Open("/storage").Find("[data-testid=pool-row]");

        Assert.Equal(word, row.QuerySelector(".wc-col-autostart")!.TextContent);
        Assert.Equal("0", row.QuerySelector(".wc-col-count.wc-muted")!.TextContent);
    }

    private static HashSet<string> Actions(IRenderedComponent<Routes> page, string within) =>
        [.. page.FindAll($"{within} [data-testid^=action-]:not([aria-disabled])").Select(item => item.GetAttribute("data-testid")!)];
}

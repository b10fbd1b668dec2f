using System.Collections.Immutable;
using AngleSharp.Dom;
using Bunit;
using WebConsole.Components;
using WebConsole.ComponentTests.Support;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

/// <summary>The table of a pool's volumes: what is shown of it, and what is done to many.</summary>
public sealed class VolumeListTests : PageContext
{
    private static readonly string Url = $"/storage/{TestInventory.HostName}/{TestInventory.PoolId:D}";
    private static readonly Guid OtherPool = Guid.Parse("00000000-0000-4000-8000-00000000cccc");

    public VolumeListTests() => Inventory.Update(_ => Filled(
        Volume("web-01.qcow2"), Volume("base.qcow2"), Volume("lonely.qcow2") with { AllocationBytes = 3L << 30 }, Volume("left.raw") with { Format = "raw" }, Volume("debian.iso") with { Format = "raw" }));

    [Theory]
    [InlineData("", new[] { "base.qcow2", "debian.iso", "left.raw", "lonely.qcow2", "web-01.qcow2" })]
    [InlineData("?show=unused", new[] { "left.raw", "lonely.qcow2" })]
    [InlineData("?show=iso", new[] { "debian.iso" })]
    [InlineData("?show=<script>", new[] { "base.qcow2", "debian.iso", "left.raw", "lonely.qcow2", "web-01.qcow2" })]
    [InlineData("?q=QCOW2", new[] { "base.qcow2", "lonely.qcow2", "web-01.qcow2" })]
    [InlineData("?q=lone+qcow", new[] { "lonely.qcow2" })]
    [InlineData("?q=nothing", new string[0])]
    public void Address_SaysWhatIsShown(string query, string[] names) => Assert.Equal(names, Names(Open(Url + query)));

    [Fact]
    public async Task Pill_CountsAndFilters_AndNothingFitsCanBeUndone()
    {
        var page = Open(Url);
        Assert.Equal(["All5", "Unused2", "ISO1"], page.FindAll(".wc-volumes .wc-chip").Select(pill => pill.TextContent.Trim()));
        Assert.Contains("They take 3 GiB.", page.Find("[data-testid=show-unused]").GetAttribute("title")!, StringComparison.Ordinal);

        await page.ClickAsync("[data-testid=show-unused]");
        page.WaitForAssertion(() => Assert.Equal(["left.raw", "lonely.qcow2"], Names(page)));
        Assert.EndsWith("?show=unused", Navigation.Uri, StringComparison.Ordinal);

        Navigation.NavigateTo(Url + "?q=nothing");
        page.WaitForElement("[data-testid=nothing-fits]");
        await page.ClickAsync("[data-testid=nothing-fits] button");
        page.WaitForAssertion(() => Assert.Equal(5, Names(page).Length));
    }

    [Fact]
    public void PoolThatPromisesMoreThanItHas_SaysSo()
    {
        // 100 GiB with 60 free.
        Assert.Equal("100 GiB promised", Open(Url).Find("[data-testid=over-committed]").TextContent);

        Change(_ => Filled(Volume("a.qcow2"), Volume("b.qcow2")));

        Open(Url).WaitForAssertion(() => Assert.Empty(Open(Url).FindAll("[data-testid=over-committed]")));
    }

    [Fact]
    public void ImageBelowOthers_SaysWhichRestsOnIt()
    {
        var page = Open(Url + "?q=base");
        Assert.Contains("clone.qcow2 rests on it", page.Find("[data-testid=volume-row]").TextContent, StringComparison.Ordinal);

        Change(snapshot => snapshot.WithVolumes((TestInventory.HostName, OtherPool), new PoolVolumes()));

        page.WaitForAssertion(() => Assert.Contains("nobody", page.Find("[data-testid=volume-row]").TextContent, StringComparison.Ordinal));
    }

    /// <summary>Those in use are told and left out, before anything has to be typed.</summary>
    [Fact]
    public async Task ManyAreDeleted_OnceTheirNumberIsTyped()
    {
        var page = Open(Url);
        foreach (var name in new[] { "web-01.qcow2", "left.raw", "lonely.qcow2" })
            await page.ActAsync(() => Box(page, name), box => box.Change(true));
        Assert.Contains("3 selected", page.Find("[data-testid=bulk-bar]").TextContent, StringComparison.Ordinal);

        await page.ClickAsync("[data-testid=bulk-bar] [data-testid=action-delete]");

        Assert.Equal(["left.raw", "lonely.qcow2"], page.WaitForElement("[data-testid=confirm-targets]").Children.Select(name => name.TextContent));
        Assert.Contains("web-01.qcow2 is used by web-01.", page.Find("[data-testid=confirm-kept]").TextContent, StringComparison.Ordinal);
        Assert.Equal("Delete 2 volumes", page.Find("[data-testid=confirm]").TextContent);
        Assert.True(page.Find("[data-testid=confirm]").HasAttribute("disabled"));
        await page.InputAsync("[data-testid=typed-name]", "2 volumes");
        Assert.False(page.Find("[data-testid=confirm]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task BoxInTheHead_SelectsWhatTheFilterShows()
    {
        var page = Open(Url + "?q=qcow2");
        var shown = Names(page);
        Assert.NotEmpty(shown);
        Assert.Empty(page.FindAll("tr.wc-selected"));

        await page.ActAsync(() => page.Find("[data-testid=select-shown]"), box => box.Change(true));
        Assert.Equal(shown, page.FindAll("tr.wc-selected").Select(row => row.GetAttribute("data-key")));
        Assert.Contains($"{shown.Length} selected", page.Find("[data-testid=bulk-bar]").TextContent, StringComparison.Ordinal);
        Assert.True(page.Find("[data-testid=select-shown]").HasAttribute("checked"));

        await page.ActAsync(() => Box(page, shown[0]), box => box.Change(false));
        Assert.False(page.Find("[data-testid=select-shown]").HasAttribute("checked"));
        await page.ActAsync(() => page.Find("[data-testid=select-shown]"), box => box.Change(true));
        await page.ActAsync(() => page.Find("[data-testid=select-shown]"), box => box.Change(false));
        Assert.Empty(page.FindAll("[data-testid=bulk-bar]"));
    }

    /// <summary>The largest of ten thousand may be the last by name.</summary>
    [Fact]
    public async Task LargePool_IsSortedAsAWhole()
    {
        Inventory.Update(_ => Filled([.. Enumerable.Range(1, 10_000).Select(number => Volume($"disk-{number:00000}.qcow2") with { AllocationBytes = number })]));
        var page = Open(Url);
        Assert.Contains("10000 volumes", page.Find(".wc-volumes .wc-card-head").TextContent, StringComparison.Ordinal);

        await page.ClickAsync("[data-testid=sort-takes]");
        await page.ClickAsync("[data-testid=sort-takes]");

        page.WaitForAssertion(() => Assert.Equal("disk-10000.qcow2", Names(page)[0]));
    }

    [Fact]
    public async Task VolumeInUse_SaysInItsMenuWhatCannotBeDone()
    {
        var page = Open(Url + "?q=base");

        await page.ClickAsync("[data-testid=volume-row] [data-testid=row-menu]");

        var delete = page.WaitForElement("#row-menu [data-testid=action-delete]");
        Assert.Equal("true", delete.GetAttribute("aria-disabled"));
        Assert.EndsWith("clone.qcow2 rests on base.qcow2. What uses a volume has to go first.", delete.Closest("[role=group]")!.GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.Equal(["resize", "move", "wipe", "delete"], page.FindAll("#row-menu [aria-disabled=true]").Select(item => item.GetAttribute("data-testid")!["action-".Length..]));
        await delete.ClickAsync(new());
        Assert.Empty(page.FindAll("[data-testid=dialog]"));
    }

    /// <summary>Nothing is left to confirm.</summary>
    [Fact]
    public async Task SelectedVolumesInUse_AreAllNamed()
    {
        var page = Open(Url);
        foreach (var name in new[] { "web-01.qcow2", "base.qcow2" })
            await page.ActAsync(() => Box(page, name), box => box.Change(true));

        await page.ClickAsync("[data-testid=bulk-bar] [data-testid=action-delete]");

        Assert.Equal(2, page.WaitForElement("[data-testid=confirm-kept]").QuerySelectorAll("p").Length);
        Assert.Empty(page.FindAll("[data-testid=confirm], [data-testid=typed-name]"));
        Assert.Equal("Close", page.Find("[data-testid=cancel]").TextContent);
    }

    /// <summary>libvirt lists folders among the volumes, and removes an empty one though it is another pool's.</summary>
    [Fact]
    public async Task Folder_IsNoDisk_AndStaysWhereAPoolIsInIt()
    {
        var filled = Filled(Volume("disk.qcow2"), Volume("isos") with { Format = "dir" });
        var inner = filled.StoragePools[(TestInventory.HostName, OtherPool)] with { Name = "inner", Xml = "<pool type='dir'><target><path>/srv/images/isos/debian</path></target></pool>" };
        Inventory.Update(_ => filled with { StoragePools = filled.StoragePools.SetItem((TestInventory.HostName, OtherPool), inner) });
        var page = Open(Url);
        var row = page.Find("[data-testid=volume-row][data-key=isos]");
        Assert.Contains("folder", row.TextContent, StringComparison.Ordinal);
        Assert.EndsWith("pool inner", row.QuerySelectorAll("td")[^2].TextContent.Trim(), StringComparison.Ordinal);
        Assert.Contains("1", page.Find("[data-testid=show-unused] .wc-chip-count").TextContent, StringComparison.Ordinal);

        await page.ActAsync(() => page.Find("[data-testid=volume-row][data-key=isos] [data-testid=row-menu]"), button => button.Click());

        var delete = page.WaitForElement("#row-menu [data-testid=action-delete]");
        Assert.EndsWith("The pool inner has its directory there.", delete.Closest("[role=group]")!.GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.Empty(page.FindAll("#row-menu :is([data-testid=action-clone], [data-testid=action-move], [data-testid=action-wipe])"));
        Assert.All(page.FindAll("#row-menu [role=menuitem]"), item => Assert.Equal("true", item.GetAttribute("aria-disabled")));
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Operator)]
    public void WhoMayNotDelete_CannotSelect(Role role) => Assert.Empty(Open(Url, role).FindAll("[data-testid=select-volume], [data-testid=select-shown]"));

    [Fact]
    public async Task VolumeThatVanishes_IsNoLongerSelected()
    {
        var page = Open(Url);
        await page.ActAsync(() => Box(page, "left.raw"), box => box.Change(true));

        Change(_ => Filled(Volume("web-01.qcow2")));

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=bulk-bar]")));
    }

    private static IElement Box(IRenderedComponent<Routes> page, string name) => page.Find($"[data-testid=volume-row][data-key='{name}'] [data-testid=select-volume]");

    private static string[] Names(IRenderedComponent<Routes> page) => [.. page.FindAll("[data-testid=volume-row]").Select(row => row.GetAttribute("data-key")!)];

    private static StorageVolume Volume(string name) => new(name, $"/srv/images/{name}", "qcow2", 20L << 30, 0);

    private static InventorySnapshot Filled(params ImmutableArray<StorageVolume> volumes)
    {
        var full = TestInventory.Full;
        var pool = full.StoragePools[(TestInventory.HostName, TestInventory.PoolId)];
        return (full with { StoragePools = full.StoragePools.Add((TestInventory.HostName, OtherPool), pool with { Uuid = OtherPool, Name = "other", Xml = "<pool type='dir'><target><path>/srv/other</path></target></pool>" }) })
            .Set(TestInventory.Machine(1, "web-01"))
            .WithVolumes((TestInventory.HostName, TestInventory.PoolId), new PoolVolumes(volumes))
            .WithVolumes((TestInventory.HostName, OtherPool), new PoolVolumes(new StorageVolume("clone.qcow2", "/srv/other/clone.qcow2", "qcow2", 1, 1) { BackingPath = "/srv/images/base.qcow2" }));
    }
}

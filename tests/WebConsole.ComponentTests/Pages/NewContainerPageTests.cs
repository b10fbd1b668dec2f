using Bunit;
using WebConsole.Components;
using WebConsole.ComponentTests.Support;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

/// <summary>The page for a new machine on a host of containers.</summary>
public sealed class NewContainerPageTests : PageContext
{
    private static readonly InventorySnapshot Stocked = TestInventory.Full with
    {
        Hosts = [TestInventory.Host with { Uri = "lxc:///system", Facts = TestInventory.Host.Facts! with { Driver = "LXC" } }],
        Volumes = TestInventory.Full.Volumes.SetItem((TestInventory.HostName, TestInventory.PoolId), new(
        [
            .. TestInventory.Full.Volumes[(TestInventory.HostName, TestInventory.PoolId)].Listed,
            new StorageVolume("system.tar.xz", "/srv/images/system.tar.xz", "raw", 1 << 20, 1 << 20),
        ])),
    };

    /// <summary>What means nothing for a container is not asked for.</summary>
    [Fact]
    public async Task HostOfContainers_AsksForWhatAContainerHas()
    {
        var page = Page();
        await FromAsync(page, "Directory");
        await page.InputAsync("[data-testid=field-path] input", "/srv/containers/box");
        await page.InputAsync("[data-testid=field-init] input", "/bin/sh");

        Assert.Equal(["name", "count", "from", "path", "firstId", "init", "arguments", "preset", "vcpus", "memory", "networks", "start"],
            page.FindAll("[data-testid^=field-]").Select(field => field.GetAttribute("data-testid")!["field-".Length..]).Where(name => name is not ("error" or "note")).Distinct());
        var line = await LineAsync(page);
        Assert.All(["-c lxc:///system define", "<init>/bin/sh</init>", "dir=\"/srv/containers/box\""], part => Assert.Contains(part, line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Archive_IsUnpackedIntoAFolderOfTheContainersName()
    {
        var page = Page();
        await ChooseAsync(page, "archive", "system.tar.xz");

        Assert.Empty(page.FindAll("[data-testid=field-path]"));
        var line = await LineAsync(page);
        Assert.All(["vol-create --pool", "<owner>100000</owner>", "dir=\"/srv/images/box/rootfs\""], part => Assert.Contains(part, line, StringComparison.Ordinal));
    }

    /// <summary>The alternatives are tiles, with what the host has of each.</summary>
    [Fact]
    public void Sources_SayWhatTheHostHas()
    {
        var tiles = Page().FindAll("[data-testid=field-from] .wc-tile").Select(tile => tile.TextContent).ToArray();

        Assert.Contains("1 packed root file system", tiles[0], StringComparison.Ordinal);
        Assert.Contains("No pool has a folder.", tiles[1], StringComparison.Ordinal);
        Assert.Contains("Of the host, in no pool", tiles[2], StringComparison.Ordinal);
    }

    /// <summary>They can't share one root directory.</summary>
    [Fact]
    public async Task SeveralContainers_NeedAnArchive()
    {
        var page = Page();
        await FromAsync(page, "Directory");
        await page.InputAsync("[data-testid=field-path] input", "/srv/containers/box");
        await page.InputAsync("[data-testid=field-count] input", "3");
        await page.ClickAsync("[data-testid=submit]");
        Assert.Contains("Several containers can't share a root directory", page.Find("[data-testid=field-count]").TextContent, StringComparison.Ordinal);

        await FromAsync(page, "Archive");
        await ChooseAsync(page, "archive", "system.tar.xz");
        Assert.Contains("box-1 to box-3", page.Find("[data-testid=field-name]").TextContent, StringComparison.Ordinal);
        Assert.StartsWith("Create 3 containers", page.Find("[data-testid=submit]").TextContent.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preset_SetsProcessorsAndMemory()
    {
        var page = Page();
        await ChooseAsync(page, "preset", "Desktop");

        Assert.Equal("4", page.Find("[data-testid=field-vcpus] input").GetAttribute("value"));
        Assert.Contains("8388608", await LineAsync(page), StringComparison.Ordinal);
    }

    /// <summary>The card beside the form says what is made, and leads to the fields of it.</summary>
    [Fact]
    public async Task Container_HasACard()
    {
        var page = Page();
        await ChooseAsync(page, "archive", "system.tar.xz");

        Assert.Equal("box", page.Find("[data-testid=summary] h2").TextContent);
        Assert.Equal("system.tar.xz is unpacked into the new folder box in images", page.Find("[data-testid=summary] [data-to-field=archive]").TextContent);
        Assert.All(page.FindAll("[data-testid=summary] [data-to-field]"), line => Assert.Single(page.FindAll($"[data-field='{line.GetAttribute("data-to-field")}']")));
    }

    /// <summary>What a link says is entered, or it is said why not.</summary>
    [Fact]
    public void Link_FillsTheFormIn()
    {
        var page = Page("&image=images/system.tar.xz&memory=64MiB&preset=Desktop&vcpus=three&network=none&os=debian12");

        var fields = page.FindAll("[data-testid^=field-]").Select(field => field.TextContent).ToArray();
        Assert.Contains(fields, text => text.Contains("Unpack it in the pool", StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Equal(("4", "64"), (page.Find("[data-testid=field-vcpus] input").GetAttribute("value"), page.Find("[data-testid=field-memory] input").GetAttribute("value"))));
        foreach (var (field, said) in new[] { ("vcpus", "The link says three: no number of vCPUs."), ("networks", "The link says none: no such network."), ("name", "The link says debian12: a container has no such setting.") })
            Assert.Contains(said, page.Find($"[data-testid=field-{field}]").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<Routes> Page(string more = "")
    {
        Inventory.Update(_ => Stocked);
        return Open("/machines/new?name=box" + more, Role.Administrator);
    }

    private static Task FromAsync(IRenderedComponent<Routes> page, string source) => page.ActAsync(() => page.FindAll("[data-testid=field-from] .wc-tile").Single(tile => tile.TextContent.Contains(source, StringComparison.Ordinal)).QuerySelector("input")!, tile => tile.Change("on"));

    private static async Task ChooseAsync(IRenderedComponent<Routes> page, string field, string option)
    {
        await page.ClickAsync($"[data-testid=field-{field}] [data-testid=picker]");
        // Presets are read from the database.
        page.WaitForState(() => page.FindAll($"[data-testid=field-{field}] [data-testid=option]").Any(entry => entry.TextContent.Contains(option, StringComparison.Ordinal)));
        await page.ActAsync(() => page.FindAll($"[data-testid=field-{field}] [data-testid=option]").First(entry => entry.TextContent.Contains(option, StringComparison.Ordinal)), entry => entry.Click());
    }

    private static async Task<string> LineAsync(IRenderedComponent<Routes> page)
    {
        await page.ClickAsync("[data-testid=preview-fold]");
        await page.ClickAsync("[data-testid=preview-virsh]");
        return page.Find("[data-testid=preview]").TextContent;
    }
}

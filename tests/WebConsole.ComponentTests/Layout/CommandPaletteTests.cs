using System.Collections.Immutable;
using AngleSharp.Dom;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.ComponentTests.Support;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Layout;

public sealed class CommandPaletteTests : PaletteContext
{
    [Fact]
    public async Task WordsInAnyOrder_FindWhatMayBeDone()
    {
        Inventory.Update(_ => TestInventory.Full);
        var page = Open("/");

        await TypeAsync(page, "for web-03");
        Assert.Equal(["Force off web-03…"], Titles(page));
        Assert.Equal("Force off web-03…", page.Find(".wc-palette-title").TextContent);
        await TypeAsync(page, "03 reb");
        Assert.Equal(["Reboot web-03"], Titles(page));
    }

    [Fact]
    public async Task Name_ComesFirstAndWhatCanBeDoneToItAfter()
    {
        Inventory.Update(_ => TestInventory.Full);
        var page = Open("/");

        await TypeAsync(page, "web-03");

        Assert.Equal(["web-03", "web-03.qcow2", "Console of web-03", "Shut down web-03"], Titles(page).Take(4));
        Assert.Equal(["machine", "volume", "page"], Options(page).Take(3).Select(Kind));
        Assert.All(Options(page).Skip(3), option => Assert.Equal("action", Kind(option)));
        Assert.Equal("running", Options(page)[0].QuerySelector(".wc-state")!.GetAttribute("data-state"));
        Assert.Equal("running", Options(page)[0].QuerySelector(".wc-state")!.TextContent);
    }

    [Fact]
    public async Task Tag_FindsItsMachine()
    {
        Inventory.Update(_ => TestInventory.Full.Set(TestInventory.Machine(3, "web-03") with { Tags = ["billing"] }));
        var page = Open("/");

        await TypeAsync(page, "billing");

        Assert.Equal("web-03", Titles(page).First());
    }

    [Fact]
    public async Task PoolThatDoesNotAnswer_IsNotShownAsActive()
    {
        Inventory.Update(_ => TestInventory.Full);
        Inventory.Update(snapshot => snapshot with { StoragePools = snapshot.StoragePools.ToImmutableDictionary(pair => pair.Key, pair => pair.Value with { Silent = true }) });
        var page = Open("/");

        await TypeAsync(page, $"{TestInventory.PoolId}");

        var state = Options(page)[0].QuerySelector(".wc-state")!;
        Assert.Equal(("degraded", "does not answer"), (state.GetAttribute("data-state"), state.TextContent));
    }

    [Theory]
    [InlineData(ConnectionState.Connected, true)]
    [InlineData(ConnectionState.Disconnected, false)]
    public async Task NewPool_IsOfferedOnAConnectedHost(ConnectionState connection, bool offered)
    {
        Inventory.Update(_ => TestInventory.Full with { Hosts = [TestInventory.Host with { Connection = connection }] });
        var page = Open("/");

        await TypeAsync(page, "new pool");

        Assert.Equal(offered, Titles(page).Contains("New pool local…"));
    }

    [Theory]
    [InlineData("default", "network", "/networks/local/00000000-0000-4000-8000-00000000aaaa")]
    [InlineData("00000000-0000-4000-8000-00000000bbbb", "pool", "/storage/local/00000000-0000-4000-8000-00000000bbbb")]
    [InlineData("web-07.qcow2", "volume", "/storage/local/00000000-0000-4000-8000-00000000bbbb/volumes/web-07.qcow2")]
    [InlineData("local", "host", "/host?host=local")]
    [InlineData("192.168.122.7", "machine", "/machines/local/00000007-0000-0000-0000-000000000001")]
    [InlineData("acc", "page", "/accounts")]
    public async Task Chosen_LeadsThere(string typed, string kind, string url)
    {
        Inventory.Update(_ => TestInventory.Full);
        var page = Open("/tasks", Role.Viewer);

        await TypeAsync(page, typed);
        Assert.Equal(kind, Kind(Options(page)[0]));
        await KeyAsync(page, "Enter");

        Assert.EndsWith(url, Navigation.Uri, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=palette]"));
    }

    [Fact]
    public async Task Viewer_IsOfferedNoAction()
    {
        Inventory.Update(_ => TestInventory.Full);
        var page = Open("/", Role.Viewer);

        await TypeAsync(page, "web-0");

        Assert.NotEmpty(Options(page));
        Assert.DoesNotContain("action", Options(page).Select(Kind));
        await TypeAsync(page, "force off");
        Assert.Empty(Options(page));
        Assert.Contains("Nothing matches.", page.Find("[data-testid=palette-none]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatMakesNoSenseNow_IsNotThere()
    {
        Inventory.Update(_ => TestInventory.With(TestInventory.Empty, [TestInventory.Machine(1, "web", MachineState.ShutOff), TestInventory.Machine(2, "db")]));
        var page = Open("/", Role.Operator);

        await TypeAsync(page, "start");
        Assert.Equal(["Start web"], Titles(page));
        await TypeAsync(page, "force");
        Assert.Equal(["Force off db…"], Titles(page));
    }

    [Fact]
    public void Nobody_HasNoPalette()
    {
        Inventory.Update(_ => TestInventory.Full);

        Assert.Empty(Open("/", role: null).FindAll("[data-testid^=palette]"));
    }

    [Fact]
    public async Task NothingTyped_ShowsWhatWasVisitedLastThenThePages()
    {
        Inventory.Update(_ => TestInventory.Full);
        foreach (var number in new[] { 1, 2, 3 })
            Open($"/machines/local/{TestInventory.Id(number).Uuid:D}");
        var page = Open("/networks/local/00000000-0000-4000-8000-00000000aaaa");

        await OpenAsync(page);

        Assert.Equal(["Recent", "Pages"], page.FindAll("[data-testid=palette-list] > [role=group]").Select(group => group.GetAttribute("aria-label")));
        Assert.Equal(["web-03", "web-02", "web-01", "Overview", "Machines", "Storage", "Images", "Networks", "Host", "Tasks", "Accounts", "Theme: Dark", "Theme: Light", "Theme: As the system", "Sign out"], Titles(page));
        await TypeAsync(page, "web");
        Assert.Equal(["web-03", "web-02", "web-01", "web-04"], Titles(page).Take(4));
    }

    [Fact]
    public async Task DangerousAction_AsksFirst()
    {
        Inventory.Update(_ => TestInventory.Full);
        var page = Open("/");
        await TypeAsync(page, "force web-02");

        await page.ClickAsync("[data-testid=palette-option]");

        page.WaitForElement("[data-testid=confirm]");
        Assert.Empty(Services.GetRequiredService<TaskStore>().Recent);
        await page.ClickAsync("[data-testid=confirm]");
        page.WaitForAssertion(() => Assert.Equal(("force-off", "web-02"), Assert.Single(Services.GetRequiredService<TaskStore>().Recent.Select(task => (task.Action, task.Target)))));
    }

    [Fact]
    public async Task HarmlessAction_IsDone()
    {
        Inventory.Update(_ => TestInventory.Full);
        var page = Open("/");
        await TypeAsync(page, "pause web-02");

        await KeyAsync(page, "Enter");

        page.WaitForAssertion(() => Assert.Equal(("pause", "web-02"), Assert.Single(Services.GetRequiredService<TaskStore>().Recent.Select(task => (task.Action, task.Target)))));
        Assert.Empty(page.FindAll("[data-testid=palette]"));
    }

    [Fact]
    [Trait("Attack", "J1")]
    [Trait("Attack", "X1")]
    public async Task HostileName_IsText()
    {
        Inventory.Update(_ => TestInventory.Hostile);
        var page = Open("/");
        foreach (var (index, name) in TestInventory.HostileNames.Index())
        {
            await TypeAsync(page, $"{TestInventory.Id(index + 1).Uuid:D}");

            Assert.Equal(name, Options(page)[0].QuerySelector("bdi")!.TextContent);
            Assert.Equal(name, Options(page)[0].QuerySelector(".wc-palette-title")!.GetAttribute("title"));
            Assert.All(Options(page), option => Assert.Empty(option.QuerySelectorAll("script, img, svg[onload], [onerror]")));
        }
    }

    [Fact]
    public async Task ManyObjects_StayBounded()
    {
        var machines = Enumerable.Range(1, 300).Select(number => TestInventory.Machine(number, $"web-{number:000}"));
        Inventory.Update(_ => TestInventory.With(TestInventory.Empty, machines) is var full ? full.WithVolumes((TestInventory.HostName, TestInventory.PoolId),
            new([.. Enumerable.Range(1, 1000).Select(number => new StorageVolume($"volume-{number:0000}", null, "qcow2", 1, 1))])) : full);
        var page = Open("/");

        await TypeAsync(page, "volume");
        Assert.Equal(50, Options(page).Count);
        Assert.Equal("and 5951 more: type on", page.Find("[data-testid=palette-more]").TextContent);
        await TypeAsync(page, "0999");
        Assert.Equal(["volume-0999", "Resize volume-0999…", "Copy volume-0999…", "Move volume-0999…", "Wipe volume-0999…", "Delete volume-0999…"], Titles(page));
        Assert.Equal("", page.Find("[data-testid=palette-more]").TextContent);
    }

    [Fact]
    public async Task WhileOpen_StatesFollowAndNoLineMoves()
    {
        Inventory.Update(_ => TestInventory.Full);
        var page = Open("/");
        await TypeAsync(page, "web-02");
        var before = Titles(page);

        Change(snapshot => snapshot.Set(TestInventory.Machine(2, "web-02", MachineState.ShutOff)));

        page.WaitForAssertion(() => Assert.Equal("shut-off", Options(page)[0].QuerySelector(".wc-state")!.GetAttribute("data-state")));
        Assert.Equal(before, Titles(page));
    }

    [Fact]
    public async Task WhileClosed_NothingIsDrawnOrKept()
    {
        Inventory.Update(_ => TestInventory.Full);
        var page = Open("/accounts");
        await TypeAsync(page, "web-02");
        await page.ActAsync(() => page.Find("[data-testid=palette]"), dialog => dialog.TriggerEvent("onclose", EventArgs.Empty));
        Assert.Empty(Options(page));
        var drawn = page.RenderCount;

        Change(snapshot => snapshot.Set(TestInventory.Machine(2, "web-02", MachineState.ShutOff)));

        Assert.Equal(drawn, page.RenderCount);
        await OpenAsync(page);
        Assert.Equal("Overview", Titles(page)[0]);
    }

    [Fact]
    public async Task SeveralHosts_AreTold()
    {
        Inventory.Update(_ => TestInventory.Full with { Hosts = [TestInventory.Host, TestInventory.Host with { Name = "other" }] });
        var page = Open("/");

        await TypeAsync(page, "web-03.qcow2");

        Assert.Equal("in images · on local", Options(page)[0].QuerySelector(".wc-palette-where")!.TextContent);
    }
}

using System.Collections.Immutable;
using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Components;
using WebConsole.ComponentTests.Support;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Layout;

public sealed class CommandPaletteTests : PageContext
{
    private const string Input = "[data-testid=palette-input]";

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

        await TypeAsync(page, "images");

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
    [InlineData("images", "pool", "/storage/local/00000000-0000-4000-8000-00000000bbbb")]
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
        Assert.Equal(["web-03", "web-02", "web-01", "Overview", "Machines", "Storage", "ISO images", "Networks", "Host", "Tasks", "Accounts", "Theme: Dark", "Theme: Light", "Theme: As the system", "Sign out"], Titles(page));
        await TypeAsync(page, "web");
        Assert.Equal(["web-03", "web-02", "web-01", "web-04"], Titles(page).Take(4));
    }

    [Fact]
    public async Task Keys_MoveAndTheFieldSaysWhere()
    {
        Inventory.Update(_ => TestInventory.Full);
        var page = Open("/");
        await TypeAsync(page, "web");
        Assert.Equal("web-01", Active(page));

        foreach (var (key, active) in new[] { ("ArrowDown", "web-02"), ("ArrowDown", "web-03"), ("ArrowUp", "web-02"), ("Home", "web-01") })
        {
            await KeyAsync(page, key);
            Assert.Equal(active, Active(page));
        }
        await KeyAsync(page, "ArrowUp");
        Assert.Equal(Titles(page)[^1], Active(page));
        await KeyAsync(page, "End");
        Assert.Equal(Titles(page)[^1], Active(page));
        await KeyAsync(page, "ArrowDown");
        Assert.Equal("web-01", Active(page));
    }

    [Fact]
    public async Task Field_IsAComboboxOfTheList()
    {
        Inventory.Update(_ => TestInventory.Full);
        var page = Open("/");
        await TypeAsync(page, "web");

        var (input, dialog) = (page.Find(Input), page.Find("[data-testid=palette]"));
        Assert.Equal(("combobox", "true", "list"), (input.GetAttribute("role"), input.GetAttribute("aria-expanded"), input.GetAttribute("aria-autocomplete")));
        Assert.Equal("listbox", page.Find("#" + input.GetAttribute("aria-controls")).GetAttribute("role"));
        Assert.Equal(("dialog", "Search or do"), (dialog.GetAttribute("role"), dialog.GetAttribute("aria-label")));
        Assert.Contains("Tab", input.GetAttribute("data-keys")!.Split(' '));
        Assert.Single(page.FindAll("[role=option][aria-selected=true]"));

        await TypeAsync(page, "no such thing");
        Assert.Equal(("false", null, null), (page.Find(Input).GetAttribute("aria-expanded"), page.Find(Input).GetAttribute("aria-controls"), page.Find(Input).GetAttribute("aria-activedescendant")));
    }

    /// <summary>The last typed text counts, even if the user types faster than the list is updated.</summary>
    [Fact]
    public async Task EnterRightAfterALetter_ChoosesByAllLetters()
    {
        Inventory.Update(_ => TestInventory.Full);
        var page = Open("/");
        await TypeAsync(page, "web-0");

        await page.InputAsync(Input, "web-07");
        await KeyAsync(page, "Enter");

        Assert.EndsWith($"{TestInventory.Id(7).Uuid:D}", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HeldOrComposingEnter_ChoosesNothing()
    {
        Inventory.Update(_ => TestInventory.Full);
        var page = Open("/");
        await TypeAsync(page, "web-07");

        await page.ActAsync(() => page.Find(Input), input => input.KeyDown(new KeyboardEventArgs { Key = "Enter", Repeat = true }));
        await page.ActAsync(() => page.Find(Input), input => input.KeyDown(new KeyboardEventArgs { Key = "Enter", IsComposing = true }));

        Assert.Single(page.FindAll("[data-testid=palette]"));
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

    private static Task OpenAsync(IRenderedComponent<Routes> page) => page.ClickAsync("[data-testid=palette-open]");

    private async Task TypeAsync(IRenderedComponent<Routes> page, string text)
    {
        await OpenAsync(page);
        await page.InputAsync(Input, text);
        // Longer than the update interval, so the list is up to date.
        Clock.Advance(TimeSpan.FromMilliseconds(80));
        await page.InvokeAsync(() => { });
    }

    private static Task KeyAsync(IRenderedComponent<Routes> page, string key) =>
        page.ActAsync(() => page.Find(Input), input => input.KeyDown(new KeyboardEventArgs { Key = key }));

    private static IReadOnlyList<IElement> Options(IRenderedComponent<Routes> page) => page.FindAll("[data-testid=palette-option]");

    private static string? Kind(IElement option) => option.GetAttribute("data-kind");

    private static string[] Titles(IRenderedComponent<Routes> page) => [.. Options(page).Select(Title)];

    private static string Title(IElement option) =>
        string.Join(' ', new[] { option.QuerySelector(".wc-palette-verb")?.TextContent, option.QuerySelector(".wc-palette-name")!.TextContent }.OfType<string>())
        + (option.QuerySelector(".wc-palette-asks")?.TextContent ?? "");

    private static string Active(IRenderedComponent<Routes> page)
    {
        var active = page.Find("#" + page.Find(Input).GetAttribute("aria-activedescendant"));
        Assert.Equal("true", active.GetAttribute("aria-selected"));
        return Title(active);
    }
}

using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using WebConsole.ComponentTests.Support;
using WebConsole.Operations;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

/// <summary>What is done to several machines at once.</summary>
public sealed class MachineSelectionTests : MachinesPageContext
{
    [Fact]
    public void Viewer_CannotSelect() => Assert.Empty(Open("/machines", Role.Viewer).FindAll("input[type=checkbox], [data-testid=select-mode]"));

    [Fact]
    public async Task Selection_OffersEachActionForThoseItFits()
    {
        var page = Open("/machines");
        foreach (var name in new[] { "web-2", "web-10", "db" })
            await page.ActAsync(() => Box(page, name), box => box.Click());

        var bar = page.Find("[data-testid=bulk-bar]");
        Assert.Contains("3 selected", bar.TextContent, StringComparison.Ordinal);
        Assert.Contains("1", bar.QuerySelector("[data-testid=action-start]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("2", bar.QuerySelector("[data-testid=action-shutdown]")!.TextContent, StringComparison.Ordinal);
        // Some may have saved memory, and others none.
        Assert.Equal("Boots the machine, or lets it go on from its saved memory.", bar.QuerySelector("[data-testid=action-start]")!.GetAttribute("title"));
        // Each button keeps its place: a second click on Start hits Start, whatever happened to the machines.
        Assert.True(bar.QuerySelector("[data-testid=action-resume]")!.HasAttribute("disabled"));
        Assert.Equal(["action-start", "action-resume", "action-shutdown", "action-reboot", "action-pause", "action-reset", "action-force-off"],
            bar.QuerySelectorAll("[data-testid^=action-]").Select(button => button.GetAttribute("data-testid")));

        await page.ClickAsync("[data-testid=bulk-clear]");
        Assert.Empty(page.FindAll("[data-testid=bulk-bar]"));
    }

    /// <summary>Nothing moves under the pointer: the bar lies over the toolbar, which stays and can't be reached. Red ones come last, so that the menu gets them first.</summary>
    [Fact]
    public async Task Bar_LiesOverTheToolbar_AndHasAllOfItInItsMenu()
    {
        var page = Open("/machines");
        Assert.False(page.Find("[role=search]").HasAttribute("inert"));
        await page.ActAsync(() => Box(page, "web-2"), box => box.Click());

        Assert.True(page.Find(".wc-bar-place > [role=search]").HasAttribute("inert"));
        var buttons = page.FindAll("[data-testid=bulk-bar] > [data-place]");
        Assert.Equal(Enumerable.Range(0, buttons.Count).Select(place => Math.Min(place, 9).ToString(System.Globalization.CultureInfo.InvariantCulture)), buttons.Select(button => button.GetAttribute("data-place")));
        Assert.Equal(["action-reset", "action-force-off", "delete-machines"], buttons.Where(button => button.ClassList.Contains("wc-warn")).Select(button => button.GetAttribute("data-testid")));
        Assert.Equal(["action-reset", "action-force-off", "delete-machines"], buttons.TakeLast(3).Select(button => button.GetAttribute("data-testid")));
        Assert.Equal(buttons.Select(button => $"more-{button.GetAttribute("data-testid")}"), page.FindAll("[data-testid=bulk-bar] [role=menuitem]").Select(item => item.GetAttribute("data-testid")));

        await page.ClickAsync("[data-testid=more-action-force-off]");

        page.WaitForElement("[data-testid=confirm]");
    }

    /// <summary>A phone has no room for the boxes but while one selects.</summary>
    [Fact]
    public async Task SelectOnAPhone_ShowsTheBoxes_UntilItIsCleared()
    {
        var page = Open("/machines");
        await page.ClickAsync("[data-testid=select-mode]");
        page.WaitForElement(".wc-page-fill.wc-selecting");
        await page.ActAsync(() => Box(page, "web-2"), box => box.Click());

        await page.ClickAsync("[data-testid=bulk-clear]");

        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".wc-selecting")));
    }

    [Fact]
    public async Task QuestionForMany_SaysHowManyOnTheButton_AndNamesThemAsTheTableHasThem()
    {
        var page = Open("/machines?sort=-name");
        await page.ActAsync(() => page.Find("[data-testid=select-all]"), box => box.Change(true));

        await page.ClickAsync("[data-testid=bulk-bar] [data-testid=action-force-off]");

        var names = page.WaitForElement("[data-testid=confirm-targets]").Children.Select(name => name.TextContent).ToArray();
        Assert.Equal($"Force off {names.Length} machines", page.Find("[data-testid=confirm]").TextContent);
        Assert.Equal($"Force off {names.Length} machines?", page.Find(".wc-dialog-title").TextContent);
        Assert.Equal(Names(page).Where(names.Contains), names);
    }

    [Fact]
    public async Task Selection_WithShift_TakesTheRowsBetween()
    {
        var page = Open("/machines");

        await page.ActAsync(() => Box(page, "cache"), box => box.Click());
        await page.ActAsync(() => Box(page, "web-10"), box => box.Click(new MouseEventArgs { ShiftKey = true }));

        Assert.Contains("4 selected", page.Find("[data-testid=bulk-bar]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SelectAll_TakesWhatTheFilterShows()
    {
        var page = Open("/machines?q=web");

        await page.ActAsync(() => page.Find("[data-testid=select-all]"), box => box.Change(true));

        Assert.Contains("2 selected", page.Find("[data-testid=bulk-bar]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TagsOfSeveral_ChangeWhereTheyAreOthers()
    {
        var (page, dialogs) = (Open("/machines?q=web"), Render<MudDialogProvider>());
        await page.ActAsync(() => page.Find("[data-testid=select-all]"), box => box.Change(true));
        _ = page.Find("[data-testid=tag-machines]").ClickAsync(new());

        Assert.Contains("big data, frontend, Frontend", dialogs.WaitForElement("[data-testid=field-remove]").TextContent, StringComparison.Ordinal);
        await dialogs.Find("[data-testid=field-add] input").InputAsync("frontend,");
        await dialogs.Find("[data-testid=field-remove] input").InputAsync("Frontend,");
        await dialogs.Find("[data-testid=submit]").ClickAsync(new());

        dialogs.WaitForAssertion(() => Assert.Equal([("edit", "web-10")], Services.GetRequiredService<TaskStore>().Recent.Select(task => (task.Action, task.Target))));
    }

    /// <summary>Only for those that have it.</summary>
    [Fact]
    public async Task SpiceOfSeveral_IsReplacedWhereItIs()
    {
        var (page, dialogs) = (Open("/machines?q=web"), Render<MudDialogProvider>());
        await page.ActAsync(() => page.Find("[data-testid=select-all]"), box => box.Change(true));
        Assert.Empty(page.FindAll("[data-testid=replace-spice-of-machines]"));

        var with = Inventory.Current.Machines.Values.Single(machine => machine.Name == "web-10");
        Change(snapshot => snapshot with { Machines = snapshot.Machines.SetItem(with.Id, with with { Persistent = true, InactiveXml = null, Xml = "<domain><name>web-10</name><devices><graphics type='spice'/></devices></domain>" }) });
        page.WaitForElement("[data-testid=replace-spice-of-machines]");
        _ = page.Find("[data-testid=replace-spice-of-machines]").ClickAsync(new());
        await dialogs.WaitForElement("[data-testid=submit]").ClickAsync(new());

        dialogs.WaitForAssertion(() => Assert.Equal([("replace-spice", "web-10")], Services.GetRequiredService<TaskStore>().Recent.Select(task => (task.Action, task.Target))));
    }

    [Fact]
    public async Task TagsOfSeveral_AreNotOfferedToOperators()
    {
        var page = Open("/machines?q=web", Role.Operator);
        await page.ActAsync(() => page.Find("[data-testid=select-all]"), box => box.Change(true));

        Assert.Empty(page.FindAll("[data-testid=tag-machines]"));
    }

    [Fact]
    public async Task SelectedMachineThatVanishes_IsNoLongerSelected()
    {
        var page = Open("/machines");
        await page.ActAsync(() => Box(page, "db"), box => box.Click());

        Change(snapshot => snapshot with { Machines = snapshot.Machines.Remove(TestInventory.Id(3)) });

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=bulk-bar]")));
    }
}

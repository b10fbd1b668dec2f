using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.ComponentTests.Support;
using WebConsole.Components;
using WebConsole.Features.Machines.List;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Hypervisor.Metrics;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

public sealed class MachinesPageTests : PageContext
{
    private static readonly Machine[] Machines =
    [
        TestInventory.Machine(1, "web-2") with { Tags = ["frontend", "big data"] }, TestInventory.Machine(2, "web-10") with { Tags = ["Frontend"] }, TestInventory.Machine(3, "db", MachineState.ShutOff),
        TestInventory.Machine(4, "cache", MachineState.Paused, title: "Redis"), TestInventory.Machine(5, "broken", MachineState.Crashed),
    ];

    public MachinesPageTests() => Inventory.Update(_ => TestInventory.With(TestInventory.Empty, Machines));

    [Fact]
    public void Rows_CarryTheContract()
    {
        var row = Row(Open("/machines"), "db");

        Assert.Equal(TestInventory.Id(3).Uuid.ToString("D"), row.GetAttribute("data-machine"));
        Assert.Equal("shut-off", row.GetAttribute("data-state"));
        Assert.Null(row.GetAttribute("data-stale"));
        Assert.Equal($"/machines/local/{TestInventory.Id(3).Uuid:D}", row.QuerySelector("[data-testid=machine-name]")!.GetAttribute("href"));
        Assert.All(["machine-state", "machine-cpu", "machine-memory", "machine-disk", "machine-network"],
            id => Assert.NotNull(row.QuerySelector($"[data-testid={id}]")));
        Assert.Equal(MachineOrder.Columns.Length, row.ChildElementCount);
        Assert.All(row.ChildNodes, node => Assert.True(node is IElement || string.IsNullOrWhiteSpace(node.TextContent)));
    }

    [Fact]
    public void Names_AreOrderedAsPeopleCount() =>
        Assert.Equal(["broken", "cache", "db", "web-2", "web-10"], Names(Open("/machines")));

    [Theory]
    [InlineData("?q=web", "web-2,web-10")]
    [InlineData("?q=WEB+10", "web-10")]
    [InlineData("?q=redis", "cache")]
    [InlineData("?q=192.168.122.2", "web-10")]
    [InlineData("?q=state:running", "web-2,web-10")]
    [InlineData("?q=state:shut-off+state:paused", "cache,db")]
    [InlineData("?q=state:shut", "db")]
    [InlineData("?q=state:running+10", "web-10")]
    [InlineData("?q=tag:front", "web-2,web-10")]
    [InlineData("?q=TAG:frontend+tag:big", "web-2")]
    [InlineData("?q=tag:%22big+data%22+state:running", "web-2")]
    [InlineData("?q=tag:%22big+d", "web-2")]
    [InlineData("?q=tag:data", "")]
    [InlineData("?q=data", "web-2")]
    [InlineData("?q=tag:", "web-2,web-10")]
    [InlineData("?q=nothing", "")]
    [InlineData("?sort=-name", "web-10,web-2,db,cache,broken")]
    [InlineData("?sort=state", "broken,cache,web-2,web-10,db")]
    [InlineData("?sort=-address", "web-10,web-2,broken,cache,db")]
    [InlineData("?sort=nonsense", "broken,cache,db,web-2,web-10")]
    [InlineData("?host=elsewhere", "")]
    public void Address_DecidesWhatIsShown(string query, string names) =>
        Assert.Equal(names.Split(',', StringSplitOptions.RemoveEmptyEntries), Names(Open("/machines" + query)));

    private static readonly Machine FullDisk = Machines[3] with { Reason = MachineReason.IoError, DiskErrors = [new DiskError("vda", NoSpace: true)] };

    [Theory]
    [InlineData("?q=name:web", "There is no filter name:")]
    [InlineData("?q=state:running+Foo:", "There is no filter Foo:")]
    [InlineData("?q=state:running", null)]
    [InlineData("?q=fe80::1", null)]
    [InlineData("?q=dead:beef::1", null)]
    public void KeyThatThereIsNot_IsNamed(string query, string? said)
    {
        var page = Open("/machines" + query);

        Assert.Equal(said is not null, page.Find(".wc-shown").TextContent.Contains(said ?? "There is no filter", StringComparison.Ordinal));
    }

    [Fact]
    public void State_ComesWithItsReason()
    {
        Inventory.Update(snapshot => snapshot.Set(FullDisk).Set(Machines[0] with { Reason = MachineReason.Booted }));
        var page = Open("/machines");

        Assert.Equal(("paused", "io-error", "I/O error, vda: no space left on the host (paused)"), StandingOf(Row(page, "cache")));
        // How a machine that simply runs came to it needs no words.
        Assert.Equal(("running", "booted", "running"), StandingOf(Row(page, "web-2")));

        static (string?, string?, string) StandingOf(IElement row)
        {
            var cell = row.QuerySelector("[data-testid=machine-state]")!;
            Assert.Equal(cell.TextContent.Contains("I/O", StringComparison.Ordinal) ? "paused: I/O error, vda: no space left on the host" : cell.TextContent, cell.GetAttribute("title"));
            return (row.GetAttribute("data-state"), row.GetAttribute("data-reason"), cell.TextContent);
        }
    }

    [Theory]
    [InlineData("?q=reason:io-error", "cache")]
    [InlineData("?q=REASON:io", "cache")]
    [InlineData("?q=reason:io+reason:crashed", "cache,db")]
    [InlineData("?q=state:paused+reason:crashed", "")]
    [InlineData("?q=I/O+error", "cache")]
    [InlineData("?q=no+space+vda", "cache")]
    [InlineData("?q=forced", "web-10")]
    // Faults come first.
    [InlineData("?sort=state", "broken,cache,db,web-2,web-10")]
    public void Reason_IsFilteredAndOrderedBy(string query, string names)
    {
        Inventory.Update(snapshot => snapshot.Set(FullDisk).Set(Machines[2] with { Reason = MachineReason.Crashed })
            .Set(TestInventory.Machine(2, "web-10", MachineState.ShutOff) with { Reason = MachineReason.Destroyed }));

        Assert.Equal(names.Split(',', StringSplitOptions.RemoveEmptyEntries), Names(Open("/machines" + query)));
    }

    [Theory]
    [InlineData(true, "action-reset")]
    [InlineData(false, "action-start")]
    public void MachineThatCrashed_IsStartedOnlyWhereNothingIsLeftOfIt(bool active, string button)
    {
        Inventory.Update(snapshot => snapshot.Set(Machines[4] with { IsActive = active }));

        Assert.Equal([button], Row(Open("/machines"), "broken").QuerySelectorAll("[data-testid^=action-]").Select(action => action.GetAttribute("data-testid")));
    }

    [Fact]
    public async Task TypedFilter_GoesIntoTheAddress()
    {
        var page = Open("/machines?sort=-name");

        await page.InputAsync("[data-testid=filter]", "web");

        page.WaitForAssertion(() => Assert.Equal(["web-10", "web-2"], Names(page)));
        Assert.Equal("http://localhost/machines?sort=-name&q=web", Navigation.Uri);
    }

    [Fact]
    public async Task StateChip_TogglesItsWordInTheFilter()
    {
        var page = Open("/machines?q=c");

        await page.ClickAsync("[data-testid=filter-paused]");
        page.WaitForAssertion(() => Assert.Equal(["cache"], Names(page)));
        Assert.EndsWith("q=state%3Apaused%20c", Navigation.Uri, StringComparison.Ordinal);
        Assert.Equal("true", page.Find("[data-testid=filter-paused]").GetAttribute("aria-pressed"));

        await page.ClickAsync("[data-testid=filter-paused]");
        page.WaitForAssertion(() => Assert.EndsWith("q=c", Navigation.Uri, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ColumnHead_SortsAndTurnsAround()
    {
        var page = Open("/machines");

        await page.ClickAsync("[data-testid=sort-name]");
        page.WaitForAssertion(() => Assert.Equal(["web-10", "web-2", "db", "cache", "broken"], Names(page)));
        Assert.Equal("descending", page.Find("th[aria-sort]").GetAttribute("aria-sort"));
        Assert.Equal("http://localhost/machines?sort=-name", Navigation.Uri);

        await page.ClickAsync("[data-testid=sort-name]");
        page.WaitForAssertion(() => Assert.Equal("http://localhost/machines", Navigation.Uri));
    }

    [Fact]
    public void ChangedMachine_ChangesItsRow()
    {
        var page = Open("/machines");

        Change(snapshot => snapshot.Set(Machines[2] with { State = MachineState.Running, IsActive = true }));

        page.WaitForAssertion(() => Assert.Equal("running", Row(page, "db").GetAttribute("data-state")));
        Assert.NotNull(Row(page, "db").GetAttribute("data-flash"));
        Assert.Null(Row(page, "cache").GetAttribute("data-flash"));
    }

    [Fact]
    public void RowsUnderThePointer_KeepTheirPlace()
    {
        var page = Open("/machines?sort=state");
        page.Find(".wc-table-frame").PointerEnter();

        Change(snapshot => snapshot.Set(Machines[2] with { State = MachineState.Crashed }).Set(TestInventory.Machine(6, "another", MachineState.Crashed)));
        page.WaitForAssertion(() => Assert.Equal(["broken", "cache", "web-2", "web-10", "db", "another"], Names(page)));

        page.Find(".wc-table-frame").PointerLeave();
        Change(snapshot => snapshot.Set(Machines[3] with { Title = "Valkey" }));
        page.WaitForAssertion(() => Assert.Equal(["another", "broken", "db", "cache", "web-2", "web-10"], Names(page)));
    }

    [Fact]
    public void OrderByALiveNumber_ChangesEveryFiveSecondsAndNotBetween()
    {
        Measure(("web-2", 10), ("web-10", 20), ("cache", 30));
        var page = Open("/machines?sort=-cpu");
        Assert.Equal(["cache", "web-10", "web-2", "broken", "db"], Names(page));

        Measure(("web-2", 90), ("web-10", 20), ("cache", 30));
        Change(snapshot => snapshot.Set(TestInventory.Machine(6, "another")));
        page.WaitForAssertion(() => Assert.Equal(["cache", "web-10", "web-2", "broken", "db", "another"], Names(page)));

        Clock.Advance(TimeSpan.FromSeconds(5));
        page.WaitForAssertion(() => Assert.Equal(["web-2", "cache", "web-10", "another", "broken", "db"], Names(page)));
    }

    [Fact]
    public void LostHost_LeavesItsMachinesGreyed()
    {
        Inventory.Update(_ => TestInventory.Away);

        var page = Open("/machines");

        Assert.All(page.FindAll("[data-testid=machine-row]"), row => Assert.Equal("true", row.GetAttribute("data-stale")));
        Assert.Contains("Connection reset", page.Find("[data-testid=host-notice]").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Role.Viewer, "web-2", "")]
    [InlineData(Role.Operator, "web-2", "action-shutdown,action-reboot")]
    [InlineData(Role.Operator, "db", "action-start")]
    [InlineData(Role.Administrator, "cache", "action-resume")]
    public void RowButtons_FollowStateAndRole(Role role, string name, string buttons)
    {
        var row = Row(Open("/machines", role), name);

        Assert.Equal(buttons.Split(',', StringSplitOptions.RemoveEmptyEntries),
            row.QuerySelectorAll("[data-testid^=action-]").Select(button => button.GetAttribute("data-testid")));
    }

    [Fact]
    public async Task RowMenu_OffersTheRest()
    {
        var page = Open("/machines");

        await page.ActAsync(() => Row(page, "web-2").QuerySelector("[data-testid=row-menu]")!, button => button.Click());

        page.WaitForAssertion(() => Assert.Contains("action-force-off",
            page.FindAll("#row-menu [data-testid^=action-]").Select(item => item.GetAttribute("data-testid"))));
        Assert.Contains("web-2", page.Find("#row-menu").GetAttribute("aria-label")!, StringComparison.Ordinal);
    }

    [Fact]
    public void Viewer_CannotSelect() => Assert.Empty(Open("/machines", Role.Viewer).FindAll("input[type=checkbox]"));

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
    public async Task SelectedMachineThatVanishes_IsNoLongerSelected()
    {
        var page = Open("/machines");
        await page.ActAsync(() => Box(page, "db"), box => box.Click());

        Change(snapshot => snapshot with { Machines = snapshot.Machines.Remove(TestInventory.Id(3)) });

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=bulk-bar]")));
    }

    [Fact]
    public void HostColumn_IsThereForSeveralHostsOnly()
    {
        Assert.Empty(Open("/machines").FindAll("[data-testid=sort-host]"));
        Inventory.Update(snapshot => snapshot with { Hosts = snapshot.Hosts.Add(TestInventory.Host with { Name = "edge" }) });
        Assert.Single(Open("/machines").FindAll("[data-testid=sort-host]"));
        Assert.Empty(Open("/machines?host=local").FindAll("[data-testid=sort-host]"));
    }

    [Fact]
    [Trait("Attack", "X1")]
    public void HostileNames_AreTextAndIsolated()
    {
        Inventory.Update(_ => TestInventory.Hostile);

        var names = Open("/machines").FindAll("[data-testid=machine-name] > bdi").Select(name => name.TextContent).ToHashSet();

        Assert.Equal(TestInventory.HostileNames.ToHashSet(), names);
    }

    /// <summary>Sets the CPU usage of machines in percent.</summary>
    private void Measure(params (string Name, float Percent)[] uses)
    {
        var store = Services.GetRequiredService<MetricsStore>();
        var host = store.Host(TestInventory.HostName);
        host.Begin(Clock.GetTimestamp());
        foreach (var (name, percent) in uses)
        {
            var sample = new SampleBuffer();
            sample.Add(new Series(Metric.Cpu), percent);
            host.SetMachine(Machines.Single(machine => machine.Name == name).Id.Uuid, sample, TimeSpan.FromMinutes(1));
        }
        store.Publish(TestInventory.HostName);
    }

    private static string[] Names(IRenderedComponent<Routes> page) =>
        [.. page.FindAll("[data-testid=machine-name]").Select(name => name.TextContent)];

    private static IElement Row(IRenderedComponent<Routes> page, string name) =>
        page.FindAll("[data-testid=machine-row]").Single(row => row.QuerySelector("[data-testid=machine-name]")!.TextContent == name);

    private static IElement Box(IRenderedComponent<Routes> page, string name) => Row(page, name).QuerySelector("input[type=checkbox]")!;
}

using AngleSharp.Dom;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.ComponentTests.Support;
using WebConsole.Features.Machines.List;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Metrics;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Pages;

public sealed class MachinesPageTests : MachinesPageContext
{
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
    [InlineData(true, "action-reset")]
    [InlineData(false, "action-start")]
    public void MachineThatCrashed_IsStartedOnlyWhereNothingIsLeftOfIt(bool active, string button)
    {
        Inventory.Update(snapshot => snapshot.Set(Machines[4] with { IsActive = active }));

        Assert.Equal([button], Row(Open("/machines"), "broken").QuerySelectorAll("[data-testid^=action-]").Select(action => action.GetAttribute("data-testid")));
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
        // What would be refused stands below its reason, and before what is red.
        var order = page.FindAll("#row-menu :is(.wc-menu-not-now [data-testid=action-rename], .wc-menu-danger)").Select(item => item.GetAttribute("data-testid")).ToArray();
        Assert.Equal("action-rename", order.FirstOrDefault());
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
}

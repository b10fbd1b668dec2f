using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.ComponentTests.Support;
using WebConsole.Components.Shared.Tasks;
using WebConsole.Features.Tasks;
using WebConsole.Operations;
using Xunit;

namespace WebConsole.ComponentTests.Tasks;

public sealed class TasksPageTests : TasksContext
{
    [Fact]
    public void NothingDone_TeachesTheFirstStep()
    {
        var page = Open("/tasks");
        page.WaitForElement("[data-testid=empty]");
        Assert.Equal("/machines", page.Find("[data-testid=empty] a").GetAttribute("href"));
        Assert.Empty(page.FindAll("[role=search]"));
    }

    [Fact]
    public async Task Task_ShowsWhatWhoWhenAndHowLong()
    {
        Inventory.Update(snapshot => snapshot.Set(TestInventory.Machine(1, "web-01") with { Id = Web }));
        await AddAsync(verb: "shut down");
        Time.Advance(TimeSpan.FromMinutes(5));
        var row = Open("/tasks").WaitForElement("[data-testid=task-row]");
        Assert.Equal("succeeded", row.GetAttribute("data-state"));
        Assert.Equal(["done", "Shut down web-01", "jane", "5 min ago", "1.2 s"], Cells(row).Take(5));
        Assert.Equal($"/machines/{Web}", row.QuerySelector("a")?.GetAttribute("href"));
    }

    [Fact]
    public async Task Object_IsALinkAsLongAsThereIsOne()
    {
        await AddAsync();
        var page = Open("/tasks");
        Assert.Equal("web-01", page.WaitForElement(".wc-task-target").TextContent);
        Assert.Empty(page.FindAll("a.wc-task-target"));

        Inventory.Update(snapshot => snapshot.Set(TestInventory.Machine(1, "web-01") with { Id = Web }));
        Pass(TimeSpan.FromSeconds(10));

        page.WaitForElement("a.wc-task-target");
    }

    [Fact]
    public async Task FailedTask_OpensToWhatWasSaidAndWhatToDo()
    {
        await AddAsync(state: TaskState.Failed, error: "Requested operation is not valid: domain is already running");
        var page = Open("/tasks");
        Assert.Contains("already running", page.WaitForElement("[data-testid=task-row]").TextContent, StringComparison.Ordinal);

        var button = page.Find("[data-testid=task-details]");
        Assert.Equal("false", button.GetAttribute("aria-expanded"));
        await page.ClickAsync("[data-testid=task-details]");
        Assert.Equal("true", page.Find("[data-testid=task-details]").GetAttribute("aria-expanded"));
        var error = page.Find("[data-testid=task-error]").TextContent;
        Assert.Contains("Could not start web-01.", error, StringComparison.Ordinal);
        Assert.Contains("domain is already running", error, StringComparison.Ordinal);
        Assert.Contains("Look at it again.", error, StringComparison.Ordinal);
        Assert.Equal($"virsh -c qemu:///system start {Web.Uuid}", page.Find("[data-testid=virsh-line] [data-copy]").GetAttribute("data-copy"));
    }

    [Fact]
    public async Task InterruptedTask_IsNoFailure()
    {
        var task = await AddAsync(state: TaskState.Interrupted, error: TaskStore.WasRunning);
        var page = Open($"/tasks?task={task.Id}");
        Assert.Equal("warning", page.WaitForElement("[data-testid=task-error]").GetAttribute("data-kind"));
    }

    [Fact]
    [Trait("Attack", "X1")]
    public async Task HostileTexts_AreText()
    {
        const string Hostile = "<script>alert(1)</script>\"'&\n\u202e";
        var task = await AddAsync(Hostile, TaskState.Failed, error: Hostile, user: Hostile);
        var page = Open($"/tasks?task={task.Id}");
        page.WaitForElement("[data-testid=task-error]");
        Assert.Empty(page.FindAll("script"));
        Assert.Equal(Hostile, page.Find(".wc-task-target").TextContent);
    }

    [Fact]
    public async Task Filter_ComesFromTheAddress()
    {
        await AddAsync("web-01");
        await AddAsync("web-02", TaskState.Failed, "no");
        await AddAsync("db-01", TaskState.Failed, "no");
        Assert.Equal(["db-01", "web-02"], Targets(Open("/tasks?state=failed")));
        Assert.Equal(["web-02"], Targets(Open("/tasks?state=failed&q=WEB")));
        Assert.Equal(["db-01", "web-02", "web-01"], Targets(Open("/tasks?state=happy&task=x&of=nonsense")));
    }

    /// <summary>A series stands in its own order.</summary>
    [Fact]
    public async Task PartsOfATask_StandInTheirOrder()
    {
        var whole = await AddAsync("3 machines");
        foreach (var name in new[] { "web-01", "web-02", "web-03" })
            await SaveAsync(await AddAsync(name) with { Parent = whole.Id });

        Assert.Equal(["3 machines", "web-01", "web-02", "web-03"], Targets(Open($"/tasks?parent={whole.Id}")));
    }

    [Fact]
    public async Task Filter_GoesToTheAddress()
    {
        await AddAsync("web-01");
        var page = Open("/tasks");
        page.WaitForElement("[data-testid=filter-failed]");
        await page.ClickAsync("[data-testid=filter-failed]");
        Assert.EndsWith("/tasks?state=failed", Address, StringComparison.Ordinal);
        Assert.Contains("No task fits the filter.", page.WaitForElement("[data-testid=empty]").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", page.Find("[data-testid=filter-failed]").GetAttribute("aria-pressed"));
        await page.ClickAsync("[data-testid=filter-failed]");
        Assert.EndsWith("/tasks", Address, StringComparison.Ordinal);
        await page.InputAsync("[data-testid=filter]", "web");
        Assert.EndsWith("/tasks?q=web", Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NewTask_AppearsByItselfAndChanges()
    {
        await AddAsync("web-01");
        var page = Open("/tasks");
        page.WaitForElement("[data-testid=task-row]");
        var task = await AddAsync("db-01", TaskState.Running);
        Pass(TimeSpan.FromSeconds(1));
        page.WaitForAssertion(() => Assert.Equal("running", page.Find("[data-testid=task-row]").GetAttribute("data-state")));
        await SaveAsync(task with { State = TaskState.Succeeded, EndedAt = Time.GetUtcNow() });
        Pass(TimeSpan.FromSeconds(1));
        page.WaitForAssertion(() => Assert.Equal("succeeded", page.Find("[data-testid=task-row]").GetAttribute("data-state")));
    }

    [Fact]
    public async Task RowInWhichNothingChanged_IsNotDrawnAgain()
    {
        await AddAsync("web-01");
        var page = Open("/tasks");
        page.WaitForElement("[data-testid=task-row]");
        var row = page.FindComponent<TaskRow>();
        var drawn = row.RenderCount;

        await AddAsync("db-01");
        Pass(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-testid=task-row]").Count));
        Assert.Equal(drawn, row.RenderCount);
        Pass(TimeSpan.FromMinutes(5));
        page.WaitForAssertion(() => Assert.Contains("5 min ago", row.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task LongHistory_ComesInPartsAndALinkReachesFarBack()
    {
        var first = await AddAsync("oldest");
        // More than memory holds, so that it has to come from the database.
        for (var i = 0; i < 1_150; i++)
            await AddAsync($"m{i}");
        var page = Open($"/tasks?task={first.Id}");
        page.WaitForElement(".wc-task-opened");
        Assert.Equal(["m1149", "m1148"], Targets(page)[..2]);
        Assert.Equal(["m1050", "oldest"], Targets(page)[^2..]);

        await page.ClickAsync("[data-testid=older]");
        page.WaitForAssertion(() => Assert.Equal(["m950", "oldest"], Targets(page)[^2..]));
        await AddAsync("newest");
        Pass(TimeSpan.FromSeconds(1));
        page.WaitForAssertion(() => Assert.Equal("newest", Targets(page)[0]));
    }

    [Fact]
    public async Task LongHistory_EndsWhereOneHadBetterFilter()
    {
        var first = await AddAsync("oldest");
        for (var i = 0; i < 1_150; i++)
            await AddAsync($"m{i}");
        var page = Open($"/tasks?task={first.Id}");
        page.WaitForElement(".wc-task-opened");

        for (var shown = 101; page.FindAll("[data-testid=older]").Count > 0; shown += 100)
        {
            Assert.InRange(shown, 101, 1_000);
            await page.ClickAsync("[data-testid=older]");
            page.WaitForAssertion(() => Assert.Equal(shown + 100, page.FindAll("[data-testid=task-row]").Count));
        }

        Assert.Contains("The newest 1000 are shown", page.Find("[data-testid=most-shown]").TextContent, StringComparison.Ordinal);
        // New tasks displace the oldest ones, but not the task of a link.
        await AddAsync("newest");
        Pass(TimeSpan.FromSeconds(1));
        page.WaitForAssertion(() => Assert.Equal("newest", Targets(page)[0]));
        Assert.Equal(1_001, page.FindAll("[data-testid=task-row]").Count);
        Assert.Equal(["m151", "oldest"], Targets(page)[^2..]);
    }

    private string Address => Services.GetRequiredService<NavigationManager>().Uri;

    private IRenderedComponent<TasksPage> Open(string address)
    {
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo(address);
        return Render<TasksPage>();
    }

    private static string[] Targets(IRenderedComponent<TasksPage> page)
    {
        page.WaitForElement("[data-testid=task-row]");
        return [.. page.FindAll(".wc-task-target").Select(target => target.TextContent.Trim())];
    }

    private static string[] Cells(AngleSharp.Dom.IElement row) => [.. row.Children.Select(cell => string.Join(' ', cell.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))];
}

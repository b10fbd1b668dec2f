using Bunit;
using WebConsole.Components.Shared.Tasks;
using WebConsole.Hypervisor;
using WebConsole.Operations;
using Xunit;

namespace WebConsole.ComponentTests.Tasks;

public sealed class RecentTasksTests : TasksContext
{
    [Fact]
    public async Task Machine_ShowsItsOwnAlone()
    {
        await AddAsync("other", machine: new MachineId("local", Guid.NewGuid()));
        await AddAsync("web-01", TaskState.Running);
        var tasks = Render<RecentTasks>(parameters => parameters.Add(component => component.Of, Web));
        Assert.Equal("running", tasks.WaitForElement("[data-testid=task-row]").GetAttribute("data-state"));
        // A whole sentence: without its object, "Add a disk to" would end there.
        Assert.Equal("Start web-01", Assert.Single(tasks.FindAll("[data-testid=task-row]")).QuerySelector(".wc-task-what")!.TextContent.Trim());
        Assert.Equal($"/tasks?of={Uri.EscapeDataString(((ObjectId)Web).ToString())}", tasks.Find("a.wc-tasks-all").GetAttribute("href"));
    }

    [Fact]
    public async Task NoMachine_ShowsTheNewestOfAll()
    {
        for (var i = 0; i < 5; i++)
            await AddAsync($"web-0{i}");
        var tasks = Render<RecentTasks>(parameters => parameters.Add(component => component.Count, 2));
        tasks.WaitForElement("[data-testid=task-row]");
        Assert.Equal(["web-04", "web-03"], tasks.FindAll(".wc-task-target").Select(target => target.TextContent));
    }

    [Fact]
    public async Task NoMachine_LeavesOutWhatTheProductDidByItself()
    {
        await AddAsync("web-01");
        for (var i = 0; i < 3; i++)
            await AddAsync("web-02", verb: "switch on memory statistics", user: "system", from: Caller.SystemFrom);

        var tasks = Render<RecentTasks>(parameters => parameters.Add(component => component.Count, 2));
        tasks.WaitForElement("[data-testid=task-row]");
        Assert.Equal(["web-01"], tasks.FindAll(".wc-task-target").Select(target => target.TextContent));

        tasks = Render<RecentTasks>(parameters => parameters.Add(component => component.Of, Web));
        tasks.WaitForAssertion(() => Assert.Equal(4, tasks.FindAll("[data-testid=task-row]").Count));
    }

    [Fact]
    public async Task DrawingAgain_AsksTheDatabaseNothing()
    {
        var tasks = Render<RecentTasks>();
        tasks.WaitForAssertion(() => Assert.Contains("Nothing has been done yet", tasks.Markup, StringComparison.Ordinal));
        var letGo = await HoldDatabaseAsync();

        tasks.Render(parameters => parameters.Add(component => component.Count, 8));

        Assert.Contains("Nothing has been done yet", tasks.Markup, StringComparison.Ordinal);
        await letGo();
    }

    [Fact]
    public async Task AnswerForTheMachineBefore_IsDropped()
    {
        var db = new MachineId("local", Guid.NewGuid());
        AddForgotten(1, "of-web", Web);
        AddForgotten(2, "of-db", db);
        var letGo = await HoldDatabaseAsync();
        var tasks = Render<RecentTasks>(parameters => parameters.Add(component => component.Of, Web));
        tasks.Render(parameters => parameters.Add(component => component.Of, db));
        var seen = new List<string>();
        tasks.OnMarkupUpdated += (_, _) => seen.Add(tasks.Markup);

        await letGo();

        tasks.WaitForAssertion(() => Assert.Contains(seen, markup => markup.Contains("data-task=\"2\"", StringComparison.Ordinal)));
        Assert.All(seen, markup => Assert.DoesNotContain("data-task=\"1\"", markup, StringComparison.Ordinal));
        Assert.Equal("2", tasks.Find("[data-testid=task-row]").GetAttribute("data-task"));
    }

    [Fact]
    public void Nothing_SaysSo()
    {
        var tasks = Render<RecentTasks>();
        tasks.WaitForAssertion(() => Assert.Contains("Nothing has been done yet", tasks.Markup, StringComparison.Ordinal));
    }
}

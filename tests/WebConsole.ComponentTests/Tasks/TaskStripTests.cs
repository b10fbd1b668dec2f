using Bunit;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Access;
using WebConsole.ComponentTests.Support;
using WebConsole.Components.Shared.Actions;
using WebConsole.Components.Shared.Tasks;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using Xunit;

namespace WebConsole.ComponentTests.Tasks;

public sealed class TaskStripTests : TasksContext
{
    [Fact]
    public void NothingRuns_NothingIsThere() => Assert.Equal("", Render<TaskStrip>().Markup.Trim());

    [Fact]
    public async Task RunningTasks_AreNamedUpToThree()
    {
        for (var i = 1; i <= 5; i++)
            await AddAsync($"web-0{i}", TaskState.Running);
        Assert.Equal("5 running: start web-05 · start web-04 · start web-03 and 2 more", Words(Render<TaskStrip>()));
    }

    [Fact]
    public async Task EndedTask_IsShownForAMomentAndGone()
    {
        var strip = Render<TaskStrip>();
        var task = await AddAsync(state: TaskState.Running);
        Becomes(strip, "1 running: start web-01");
        await SaveAsync(task with { State = TaskState.Succeeded, EndedAt = Time.GetUtcNow() });
        Becomes(strip, "1 done");
        Pass(TimeSpan.FromSeconds(5));
        strip.WaitForAssertion(() => Assert.Equal("", strip.Markup.Trim()));
    }

    [Fact]
    public async Task GuestThatWasAsked_IsNotSaidToBeDone()
    {
        var asked = await AddAsync(verb: "shut down");
        await SaveAsync(asked with { Advice = "The guest has been asked." });
        await AddAsync("web-02");
        var strip = Render<TaskStrip>();
        Assert.Equal("1 asked 1 done", Words(strip));
        Assert.Equal(["asked", "succeeded"], strip.FindAll(".wc-task-strip-group").Select(group => group.GetAttribute("data-state")));

        await strip.ClickAsync("button[aria-controls]");
        await strip.ActAsync(() => strip.FindAll("[data-testid=task-details]")[^1], button => button.Click());
        Assert.Equal("The guest has been asked.", strip.Find("[data-testid=task-remark]").TextContent);
    }

    [Fact]
    public async Task WhatNeedsSomeone_ComesFirst_AndOnlyThatAndWhatRunsIsNamed()
    {
        foreach (var state in Enum.GetValues<TaskState>())
            await AddAsync($"web-{state.ToToken()}", state, state is TaskState.Failed ? "no" : null);

        var strip = Render<TaskStrip>();

        Assert.Equal(["failed", "interrupted", "running", "cancelling", "queued", "succeeded", "cancelled"],
            strip.FindAll(".wc-task-strip-group").Select(group => group.GetAttribute("data-state")));
        Assert.Equal([": start web-failed", ": start web-running"], strip.FindAll(".wc-task-strip-names").Select(names =>
            string.Join(' ', names.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));
        Assert.Equal("+ 5", strip.Find(".wc-task-strip-more").TextContent);
    }

    [Fact]
    public async Task FailedTask_StaysLongerAndCanBeHidden()
    {
        var strip = Render<TaskStrip>();
        await AddAsync(state: TaskState.Failed, error: "no");
        Becomes(strip, "1 failed: start web-01");
        Pass(TimeSpan.FromSeconds(20));
        Becomes(strip, "1 failed: start web-01");
        await strip.ClickAsync("[data-testid=task-strip] .wc-icon-button:last-child");
        strip.WaitForAssertion(() => Assert.Equal("", strip.Markup.Trim()));
    }

    [Fact]
    public async Task TaskOfTheProductItself_IsNotShown()
    {
        await AddAsync(state: TaskState.Running, user: "system", from: Caller.SystemFrom);
        Assert.Equal("", Render<TaskStrip>().Markup.Trim());
    }

    [Fact]
    public async Task Click_OpensTheList()
    {
        await AddAsync(state: TaskState.Running);
        var strip = Render<TaskStrip>();
        Assert.Empty(strip.FindAll("[data-testid=task-row]"));
        await strip.ClickAsync("button[aria-controls]");
        Assert.Single(strip.FindAll("[data-testid=task-row]"));
        Assert.Equal("true", strip.Find("button[aria-controls]").GetAttribute("aria-expanded"));
    }

    /// <summary>A task that moves bytes says how fast in its row, how long it still takes beside its name, and that it stands still though nothing tells so.</summary>
    [Fact]
    public async Task BytesThatMove_HaveRateAndTimeLeft_AndSayThatTheyStandStill()
    {
        var task = await AddAsync(state: TaskState.Running, verb: "copy");
        await SaveAsync(task with { Progress = 0.4, Phase = "400 MiB of 1000 MiB", Transfer = new Transfer(400 << 20, 1000 << 20, 10 << 20, Time.GetUtcNow()) });
        var strip = Render<TaskStrip>();
        Assert.Equal("1 running: copy web-01 40 %, 1 min left", Words(strip));
        await strip.ClickAsync("button[aria-controls]");
        Assert.Equal("400 MiB of 1000 MiB · 10.5 MB/s · 1 min left", strip.Find(".wc-task-error").TextContent);

        Pass(TimeSpan.FromSeconds(39));
        Becomes(strip, "1 running: copy web-01 40 %, no progress for 40 s");
        Assert.Equal("400 MiB of 1000 MiB · no progress for 40 s", strip.Find(".wc-task-error").TextContent);
    }

    [Fact]
    public async Task WhatAClickDid_IsTakenBackFromTheStrip_Once()
    {
        var strip = Render<TaskStrip>();
        await strip.InvokeAsync(() => Services.GetRequiredService<UndoOffers>().StartAsync(new Marking { Target = "web-01" }));
        Shows(strip, undo: 1);

        await strip.ClickAsync("[data-testid=undo]");

        Shows(strip, undo: 0);
        strip.WaitForAssertion(() => Assert.Equal(["unmark", "mark"], Store.Recent.Select(task => task.Action)));
    }

    // What changes is drawn behind a throttle.
    private void Shows(IRenderedComponent<TaskStrip> strip, int undo) => Assert.True(SpinWait.SpinUntil(() =>
    {
        Pass(TimeSpan.FromMilliseconds(100));
        return strip.FindAll("[data-testid=undo]").Count == undo;
    }, DefaultWaitTimeout));

    /// <summary>An operation without libvirt that another takes back.</summary>
    private sealed record Marking : Operation
    {
        public bool Ends { get; init; }
        public override string Action => Ends ? "unmark" : "mark";
        public override ObjectId Subject => Web;
        public override Right Needs => Right.Operate;
        public override string VirshLine => "";
        public override string? WhyNot(InventorySnapshot inventory) => null;
        public override Operation? Undo(InventorySnapshot inventory) => Ends ? null : this with { Ends = true };
        public override Task ExecuteAsync(OperationContext context) => Task.CompletedTask;
    }

    private void Becomes(IRenderedComponent<TaskStrip> strip, string words)
    {
        Pass(TimeSpan.FromSeconds(1));
        strip.WaitForAssertion(() => Assert.Equal(words, Words(strip)));
    }

    private static string Words(IRenderedComponent<TaskStrip> strip) =>
        string.Join(' ', strip.Find("[role=status]").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

using Bunit;
using WebConsole.Components.Shared.Tasks;
using WebConsole.Access;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using Xunit;

namespace WebConsole.ComponentTests.Tasks;

/// <summary>The details of a task's row: steps, progress, what it created and left, and how to cancel it.</summary>
public sealed class TaskDetailsTests : TasksContext
{
    [Fact]
    public async Task StepsProgressAndResult_AreShown()
    {
        Inventory.Update(current => current with { StoragePools = current.StoragePools.Add(("local", Web.Uuid), Pool) });
        var task = await AddAsync("web-03", TaskState.Running);
        var details = Render<TaskDetails>(parameters => parameters.Add(component => component.Task, task with
        {
            Steps = [new("Check", TaskStepState.Done), new("Copy <b>", TaskStepState.Running), new("Define", TaskStepState.Waiting)],
            Progress = 0.4149,
            Phase = "172 of 420 MiB",
            Log = ["one", "two"],
            Result = new TaskResult(ObjectId.Pool("local", Web.Uuid), "default"),
        }));

        Assert.Equal(["done Check", "running Copy <b>", "waiting Define"], details.FindAll("[data-testid=task-steps] li").Select(step => $"{step.GetAttribute("data-state")} {step.QuerySelector("bdi")!.TextContent}"));
        Assert.Contains("172 of 420 MiB", details.Find("li[data-state=running]").TextContent, StringComparison.Ordinal);
        Assert.Equal("41", details.Find("li[data-state=running] [role=progressbar]").GetAttribute("aria-valuenow"));
        Assert.Equal(($"/storage/local/{Web.Uuid}", "default"), (details.Find("[data-testid=task-result]").GetAttribute("href"), details.Find("[data-testid=task-result]").TextContent));
        Assert.Equal("one\ntwo", details.Find(".wc-task-log").TextContent);
    }

    [Fact]
    public async Task WhatWasMadeAndIsGone_IsNoLink()
    {
        var task = (await AddAsync("web-03")) with { Result = new TaskResult(ObjectId.Pool("local", Web.Uuid), "default") };
        var details = Render<TaskDetails>(parameters => parameters.Add(component => component.Task, task));
        Assert.Empty(details.FindAll("[data-testid=task-result]"));
        Assert.Contains("default", details.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TaskState.Cancelled, TaskStepState.Stopped, "stopped")]
    [InlineData(TaskState.Interrupted, TaskStepState.Interrupted, "was running")]
    [InlineData(TaskState.Failed, TaskStepState.Failed, "failed")]
    public async Task StepsOfATaskThatHasEnded_TellOfThePast(TaskState state, TaskStepState step, string word)
    {
        var task = (await AddAsync("web-03", state)) with { Steps = [new("Copy", step), new("Define", TaskStepState.Waiting)] };
        var details = Render<TaskDetails>(parameters => parameters.Add(component => component.Task, task));
        Assert.Equal([word, "not begun"], details.FindAll("[data-testid=task-steps] .wc-muted").Select(said => said.TextContent));
    }

    /// <summary>Of a task that has parts, those in memory and in the database are counted, and lead to those that failed.</summary>
    [Fact]
    public async Task Parts_AreCounted_AndLeadToThoseThatFailed()
    {
        var whole = await AddAsync("3 machines", TaskState.Running);
        foreach (var (name, state) in new[] { ("web-01", TaskState.Succeeded), ("web-02", TaskState.Failed), ("web-03", TaskState.Running), ("web-04", TaskState.Cancelled), ("web-05", TaskState.Interrupted), ("web-06", TaskState.Cancelled) })
            await SaveAsync(await AddAsync(name, state) with { Parent = whole.Id });
        var details = Render<TaskDetails>(parameters => parameters.Add(component => component.Task, whole));

        details.WaitForAssertion(() => Assert.Equal("6 tasks", details.Find("[data-testid=task-parts]").TextContent));
        Assert.Equal(("1 failed", $"/tasks?parent={whole.Id}&state=failed"), Link("failed"));
        Assert.Equal(("2 cancelled", $"/tasks?parent={whole.Id}&state=cancelled"), Link("cancelled"));
        Assert.Equal(("1 interrupted", $"/tasks?parent={whole.Id}&state=interrupted"), Link("interrupted"));

        var alone = Render<TaskDetails>(parameters => parameters.Add(component => component.Task, Store.Recent[0]));
        Assert.Empty(alone.FindAll("[data-testid=task-parts]"));

        (string, string?) Link(string state) => details.Find($"[data-testid={state}-parts]") is var link ? (link.TextContent, link.GetAttribute("href")) : default;
    }

    [Fact]
    public async Task WhatWasLeft_IsNamed()
    {
        var task = await AddAsync("web-03", TaskState.Failed, "no space left");
        var details = Render<TaskDetails>(parameters => parameters.Add(component => component.Task, task with
        {
            Steps = [new("Copy", TaskStepState.Done, "the volume web-03.qcow2"), new("Define", TaskStepState.Undone, "the machine")],
        }));
        Assert.Contains("the volume web-03.qcow2", details.Find("[data-testid=task-left]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("the machine", details.Find("[data-testid=task-left]").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Attack", "Z1")]
    [InlineData(Role.Viewer, false)]
    [InlineData(Role.Operator, true)]
    public async Task Cancel_IsOfferedToWhoMayAndStops(Role role, bool offered)
    {
        var task = await StartAsync(new Waiting { Target = "web-01" });
        User.Role = role;
        var details = Render<TaskDetails>(parameters => parameters.Add(component => component.Task, task));
        Assert.Equal(offered, details.FindAll("[data-testid=task-cancel]").Count == 1);
        if (!offered)
            return;
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Store.Changed += () =>
        {
            if (Store.Recent.Single().State is TaskState.Cancelled)
                cancelled.TrySetResult();
        };
        await details.Find("[data-testid=task-cancel]").ClickAsync(new());
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(20), Xunit.TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task TaskThatCannotBeStopped_SaysSo()
    {
        var task = await StartAsync(new Waiting { Target = "web-01", Begins = true });
        var details = Render<TaskDetails>(parameters => parameters.Add(component => component.Task, task));
        Assert.Empty(details.FindAll("[data-testid=task-cancel]"));
        Assert.Contains("libvirt has no way to stop it.", details.Markup, StringComparison.Ordinal);
    }

    private static StoragePool Pool { get; } = new("local", Web.Uuid, "default", "running", true, true, 0, 0, 0, "<pool/>");

    private async Task<TaskRecord> StartAsync(Waiting operation)
    {
        Inventory.Update(current => current with { Hosts = [new HostStatus { Name = "local", Uri = "test:///default", Connection = ConnectionState.Connected }] });
        var result = await Operations.StartAsync(operation, (await User.GetAuthenticationStateAsync()).User, CancellationToken.None);
        await operation.Reached.Task;
        return Store.Recent.Single(task => task.Id == result.TaskId);
    }

    /// <summary>Waits until it is cancelled: in the queue, or in a call that can't be interrupted.</summary>
    private sealed record Waiting : Operation
    {
        public override string Action => "wait";
        public override ObjectId Subject => Web;
        public override Right Needs => Right.Operate;
        public override string VirshLine => "virsh wait";
        public bool Begins { get; init; }
        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override async Task ExecuteAsync(OperationContext context)
        {
            if (Begins)
                context.Report(null);
            Reached.SetResult();
            await Task.Delay(Timeout.Infinite, context.Cancellation);
        }
    }
}

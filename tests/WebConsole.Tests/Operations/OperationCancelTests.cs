using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Connections;
using WebConsole.Operations;
using WebConsole.Security;
using Xunit;

namespace WebConsole.Tests.Operations;

/// <summary>Cancelling an operation: what has begun is undone, what waits does not begin.</summary>
public sealed class OperationCancelTests
{
    private readonly List<string> _undone = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cancel_StopsWhatRunsAndUndoesIt()
    {
        await using var rig = new OperationsRig();
        var result = await rig.StartAsync(FakeOperation.Of("web-01") with
        {
            Steps = async context =>
            {
                await context.StepAsync("A", () => Task.CompletedTask, "a", Undo("a"));
                await context.StepAsync("B", () => Task.Delay(Timeout.Infinite, context.Cancellation), "b", Undo("b"));
            },
        });
        await rig.TaskAsync(result.TaskId!.Value, task => task.Steps.Length == 2);
        Assert.Null(rig.Runner.Cancel(result.TaskId.Value, TestUsers.With(Role.Operator)).Refusal);

        var task = await rig.TaskAsync(result.TaskId.Value, task => task.EndedAt is not null);
        Assert.Equal((TaskState.Cancelled, null), (task.State, task.Error));
        Assert.Equal(["b", "a"], _undone);
        Assert.Equal(["A Undone", "B Undone"], Told(task));
        Assert.Equal(["OperationAccepted", "OperationCancelled", "OperationEnded"], rig.Audit.Select(entry => entry.Event.Name!));
    }

    /// <summary>One step has left something; the next waits for the lane, whose only worker is busy.</summary>
    [Theory]
    [Trait("Attack", "D6")]
    [InlineData(false, TaskState.Queued, "B Waiting", "")]
    [InlineData(true, TaskState.Running, "A Undone, B Waiting", "a")]
    public async Task Cancel_OfAStepThatWaitsForItsTurn_EndsAtOnceAndLeavesNothing(bool second, TaskState state, string steps, string undone)
    {
        using var gateway = new HypervisorGateway([new ConfiguredHost("local", "test:///default")], TimeProvider.System);
        using var release = new ManualResetEventSlim();
        await using var rig = new OperationsRig(gateway: gateway);
        var inside = Task.WhenAll(Enumerable.Range(0, 3).Select(_ => gateway.RunAsync("local", Lane.Jobs, _ => { release.Wait(Cancel); return 0; }, Cancel)));
        var asked = false;
        var result = await rig.StartAsync(FakeOperation.Of("web-01") with
        {
            Steps = async context =>
            {
                if (second)
                    await context.StepAsync("A", () => Task.CompletedTask, "a", Undo("a"));
                await context.StepAsync("B", () =>
                {
                    var call = context.RunAsync(ObjectId.OfHost("local"), Lane.Jobs, _ => 0, "b");
                    asked = true;
                    return call;
                }, "b", Undo("b"));
            },
        });
        await rig.TaskAsync(result.TaskId!.Value, task => asked || task.Steps.Length > 0);
        await Eventually.TrueAsync(() => asked, Cancel);
        Assert.Equal(state, rig.Tasks.Recent.Single().State);
        Assert.Null(rig.Runner.Cancel(result.TaskId.Value, TestUsers.With(Role.Operator)).Refusal);

        var task = await rig.TaskAsync(result.TaskId.Value, ended => ended.EndedAt is not null);
        Assert.Equal((TaskState.Cancelled, steps, undone), (task.State, string.Join(", ", Told(task)), string.Join(' ', _undone)));
        Assert.Empty(task.Left);
        release.Set();
        await inside;
    }

    [Fact]
    public async Task Cancel_OfOneThatIsBeingStoppedOrHasEndedOrNeverWas_SaysSo()
    {
        await using var rig = new OperationsRig();
        var release = new TaskCompletionSource();
        var result = await rig.StartAsync(FakeOperation.Of("web-01") with { Steps = context => context.StepAsync("A", () => release.Task) });
        var id = result.TaskId!.Value;
        await rig.TaskAsync(id, task => task.State is TaskState.Running);
        Assert.Null(Stop(id).Refusal);

        Assert.Equal(("web-01 is being faked, which is already being stopped.", RefusalReason.Conflict), (Stop(id).Refusal, Stop(id).Reason));
        release.SetResult();
        await rig.TaskAsync(id, task => task.EndedAt is not null);
        Assert.Equal(($"Task {id} has ended.", RefusalReason.Conflict), (Stop(id).Refusal, Stop(id).Reason));
        await rig.IdleAsync();
        Assert.Equal(($"Task {id} has ended.", RefusalReason.Conflict), (Stop(id).Refusal, Stop(id).Reason));
        Assert.Equal(($"There is no task {id + 1}.", RefusalReason.NotFound), (Stop(id + 1).Refusal, Stop(id + 1).Reason));

        OperationResult Stop(long task) => rig.Runner.Cancel(task, TestUsers.With(Role.Operator));
    }

    [Fact]
    public async Task UndoAfterACancel_IsNotCancelledItself()
    {
        await using var rig = new OperationsRig();
        bool? cancelled = null;
        var result = await rig.StartAsync(FakeOperation.Of("web-01") with
        {
            Steps = async context =>
            {
                await context.StepAsync("A", () => Task.CompletedTask, "a", () =>
                {
                    cancelled = context.Cancellation.IsCancellationRequested;
                    return Task.CompletedTask;
                });
                await context.StepAsync("B", () => Task.Delay(Timeout.Infinite, context.Cancellation));
            },
        });
        await rig.TaskAsync(result.TaskId!.Value, task => task.Steps.Length == 2);
        rig.Runner.Cancel(result.TaskId.Value, TestUsers.With(Role.Operator));

        var task = await rig.TaskAsync(result.TaskId.Value, task => task.EndedAt is not null);
        Assert.Equal((TaskState.Cancelled, false), (task.State, cancelled));
        Assert.Empty(task.Left);
    }

    [Fact]
    public async Task CancelledAfterKeep_LeavesNothing()
    {
        await using var rig = new OperationsRig();
        var result = await rig.StartAsync(FakeOperation.Of("web-01") with
        {
            Steps = async context =>
            {
                await context.StepAsync("A", () => Task.CompletedTask, "the volume a", Undo("a"));
                context.Keep();
                await context.StepAsync("B", () => Task.Delay(Timeout.Infinite, context.Cancellation));
            },
        });
        await rig.TaskAsync(result.TaskId!.Value, task => task.Steps.Length == 2);
        rig.Runner.Cancel(result.TaskId.Value, TestUsers.With(Role.Operator));

        Assert.Empty((await rig.TaskAsync(result.TaskId.Value, task => task.EndedAt is not null)).Left);
        Assert.Equal(["a"], _undone);
    }

    [Fact]
    public async Task BehindThePointOfNoReturn_NothingIsUndoneOrCancelled()
    {
        await using var rig = new OperationsRig();
        var release = new TaskCompletionSource();
        var result = await rig.StartAsync(FakeOperation.Of("web-01") with
        {
            Steps = async context =>
            {
                await context.StepAsync("Copy", () => Task.CompletedTask, "the copy", Undo("copy"));
                context.Settle();
                await context.StepAsync("Delete", () => release.Task, "the original");
            },
        });
        await rig.TaskAsync(result.TaskId!.Value, task => task.Steps.Length == 2);
        Assert.Equal("web-01 is being faked, which can't be stopped.", rig.Runner.Cancel(result.TaskId.Value, TestUsers.With(Role.Operator)).Refusal);
        release.SetException(new OperationFailedException("Nobody knows.", "Look."));

        var task = await rig.TaskAsync(result.TaskId.Value, ended => ended.EndedAt is not null);
        Assert.Equal((TaskState.Failed, "Copy Done, Delete Failed"), (task.State, string.Join(", ", Told(task))));
        Assert.Equal(["the copy", "perhaps the original"], task.Left);
        Assert.Empty(_undone);
    }

    [Fact]
    public async Task Cancel_IsRefusedWhereItCannotStop()
    {
        await using var rig = new OperationsRig();
        var release = new TaskCompletionSource();
        var result = await rig.StartAsync(FakeOperation.Of("web-01") with { Stops = false, Steps = context => context.StepAsync("A", () => release.Task) });
        var task = await rig.TaskAsync(result.TaskId!.Value, task => task.State is TaskState.Running);
        Assert.False(task.CanCancel);
        Assert.Equal("web-01 is being faked, which can't be stopped.", rig.Runner.Cancel(task.Id, TestUsers.With(Role.Operator)).Refusal);
        release.SetResult();
        Assert.Equal(TaskState.Succeeded, (await rig.TaskAsync(task.Id, ended => ended.EndedAt is not null)).State);
    }

    [Fact]
    public async Task Cancel_OfOneThatWaits_WorksForEveryOperation()
    {
        await using var rig = new OperationsRig();
        var result = await rig.StartAsync(FakeOperation.Of("web-01") with { Stops = false, Steps = context => Task.Delay(Timeout.Infinite, context.Cancellation) });
        Assert.Null(rig.Runner.Cancel(result.TaskId!.Value, TestUsers.With(Role.Operator)).Refusal);
        Assert.Equal(TaskState.Cancelled, (await rig.TaskAsync(result.TaskId.Value, task => task.EndedAt is not null)).State);
    }

    [Theory]
    [Trait("Attack", "Z1")]
    [InlineData(null)]
    [InlineData(Role.Viewer)]
    public async Task Cancel_IsForThoseWhoMayDoIt(Role? role)
    {
        await using var rig = new OperationsRig();
        var result = await rig.StartAsync(FakeOperation.Of("web-01") with { Body = token => Task.Delay(Timeout.Infinite, token) });
        // Who may not see it learns nothing of it.
        Assert.Equal(role is null ? RefusalReason.NotFound : RefusalReason.NotAllowed, rig.Runner.Cancel(result.TaskId!.Value, TestUsers.With(role)).Reason);
        if (role is not null)
            Assert.Equal("OperationRefused", rig.Audit[^1].Event.Name);
        Assert.Null(rig.Tasks.Recent.Single().EndedAt);
    }

    private static string[] Told(TaskRecord task) => [.. task.Steps.Select(step => $"{step.Name} {step.State}")];

    private Func<Task> Undo(string name) => () =>
    {
        _undone.Add(name);
        return Task.CompletedTask;
    };
}

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Connections;
using WebConsole.Operations;
using WebConsole.Security;
using Xunit;

namespace WebConsole.Tests.Operations;

/// <summary>A running operation: steps, undo, cancel, progress, result, and its state after a restart.</summary>
public sealed class OperationContextTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly List<string> _undone = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Steps_AreShownFromThePlanToTheResult()
    {
        await using var rig = new OperationsRig();
        var (reached, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        var result = await rig.StartAsync(FakeOperation.Of("web-01") with
        {
            Steps = async context =>
            {
                context.Plan("Check", "Copy", "Define");
                await context.StepAsync("Check", () => Task.CompletedTask);
                await context.StepAsync("Copy", () => { context.Report(0.41, "172 of 420 MiB"); reached.SetResult(); return release.Task; });
                await context.StepAsync("Define", () => Task.CompletedTask);
                context.Made(ObjectId.Volume("local", Guid.Empty, "a/b"), "a/b");
            },
        });
        await reached.Task.WaitAsync(Cancel);
        var task = await rig.TaskAsync(result.TaskId!.Value, task => task.Progress is not null);
        Assert.Equal((TaskState.Running, 0.41, "172 of 420 MiB"), (task.State, task.Progress, task.Phase));
        Assert.Equal(["Check Done", "Copy Running", "Define Waiting"], Told(task));

        release.SetResult();
        task = await rig.TaskAsync(result.TaskId.Value, task => task.EndedAt is not null);
        Assert.Equal((TaskState.Succeeded, null, null), (task.State, task.Progress, task.Phase));
        Assert.Equal(["Check Done", "Copy Done", "Define Done"], Told(task));
        Assert.Equal(ObjectId.Volume("local", Guid.Empty, "a/b"), task.Result?.Id);
    }

    [Theory]
    [InlineData(0, "a", "", "A Undone")]
    [InlineData(1, "b a", "", "A Undone, B Undone")]
    [InlineData(2, "b a", "perhaps c, for which there is no undo", "A Undone, B Undone, C Failed")]
    [InlineData(3, "d b a", "c, for which there is no undo", "A Undone, B Undone, C Done, D Undone")]
    public async Task FailureAtEachStep_UndoesItAndThoseBeforeFromTheLastOne(int failing, string undone, string left, string steps)
    {
        await using var rig = new OperationsRig();
        var task = await rig.RunAsync(FakeOperation.Of("web-01") with
        {
            Steps = async context =>
            {
                await context.StepAsync("A", Or(0, failing), "a", Undo("a"));
                await context.StepAsync("B", Or(1, failing), "b", Undo("b"));
                await context.StepAsync("C", Or(2, failing), "c, for which there is no undo");
                await context.StepAsync("D", Or(3, failing), "d", Undo("d"));
            },
        });
        Assert.Equal((TaskState.Failed, "no"), (task.State, task.Error));
        Assert.Equal(undone, string.Join(' ', _undone));
        Assert.Equal(left, string.Join(' ', task.Left));
        Assert.Equal(steps, string.Join(", ", Told(task)));
    }

    [Fact]
    public async Task UndoThatFails_NamesWhatIsLeftAndWhyAndGoesOn()
    {
        await using var rig = new OperationsRig();
        var task = await rig.RunAsync(FakeOperation.Of("web-01") with
        {
            Steps = async context =>
            {
                await context.StepAsync("A", () => Task.CompletedTask, "the volume a", Undo("a"));
                await context.StepAsync("B", () => Task.CompletedTask, "the volume b", () => throw new HypervisorException("still in use"));
                throw new HypervisorException("no");
            },
        });
        Assert.Equal(["a"], _undone);
        Assert.Equal(["the volume b"], task.Left);
        Assert.Equal(["still in use"], task.Log);
    }

    [Fact]
    public async Task UndoOfTheStepThatFailedThatFails_NamesWhatPerhapsIsLeft()
    {
        await using var rig = new OperationsRig();
        var task = await rig.RunAsync(FakeOperation.Of("web-01") with
        {
            Steps = context => context.StepAsync("A", () => throw new HypervisorException("half way"), "the volume a", () => throw new HypervisorException("still in use")),
        });
        Assert.Equal((TaskState.Failed, "half way"), (task.State, task.Error));
        Assert.Equal(["perhaps the volume a"], task.Left);
    }

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

    [Fact]
    public async Task Progress_IsNotWrittenToTheDatabaseAndNotToldToOften()
    {
        await using var rig = new OperationsRig(path: _directory["webconsole.db"]);
        var told = 0;
        rig.Tasks.Changed += () => Interlocked.Increment(ref told);
        var task = await rig.RunAsync(FakeOperation.Of("web-01") with
        {
            Steps = context =>
            {
                for (var i = 0; i < 10_000; i++)
                {
                    rig.Time.Advance(TimeSpan.FromMilliseconds(1));
                    context.Report(i / 10_000.0);
                }
                return Task.CompletedTask;
            },
        });
        Assert.Null(task.Progress);
        Assert.InRange(told, 40, 50);
    }

    [Fact]
    public async Task RestartInTheMiddle_NamesWhatIsLeft()
    {
        long id;
        var path = _directory["webconsole.db"];
        using (var database = new TaskDatabase(path, TimeProvider.System, new RecordingLoggerFactory().CreateLogger<TaskDatabase>()))
        {
            var store = new TaskStore(database, Options.Create(new OperationsOptions()), TimeProvider.System,
                new RecordingLoggerFactory().CreateLogger<TaskStore>());
            id = store.NextId();
            var journal = new TaskJournal(new TaskRecord
            {
                Id = id, Action = "create", Verb = "create", Subject = ObjectId.OfHost("local"), Target = "web-03", User = "jane", From = "::1",
                State = TaskState.Queued, StartedAt = DateTimeOffset.UnixEpoch, VirshLine = "virsh create",
            }, canCancel: true, store, TimeProvider.System, said => said);
            journal.Open();
            journal.Begin();
            var step = journal.AddStep("Copy", "the volume web-03.qcow2");
            journal.SetStep(step, TaskStepState.Done);
            journal.AddStep("Define", "the machine web-03");
            journal.Begin();
            await journal.SavedAsync();
            // The process ends here.
        }

        await using var rig = new OperationsRig(path: path);
        var task = await rig.Tasks.FindAsync(id, Cancel);
        Assert.Equal((TaskState.Interrupted, TaskStore.WasRunning), (task!.State, task.Error));
        Assert.Equal(["the volume web-03.qcow2", "perhaps the machine web-03"], task.Left);
        Assert.Equal(["Copy Done", "Define Interrupted"], Told(task));
    }

    [Fact]
    public async Task TasksOfAPool_HoldThoseOfItsVolumes()
    {
        var pool = Guid.NewGuid();
        var filter = new TaskFilter { Subject = ObjectId.Pool("local", pool) };
        await using (var rig = new OperationsRig(path: _directory["webconsole.db"]))
        {
            await rig.RunAsync(FakeOperation.Of("default") with { On = ObjectId.Pool("local", pool) });
            await rig.RunAsync(FakeOperation.Of("a%_.img") with { On = ObjectId.Volume("local", pool, "a%_.img") });
            await rig.RunAsync(FakeOperation.Of("elsewhere") with { On = ObjectId.Volume("other", pool, "a%_.img") });
            Assert.Equal(["a%_.img", "default"], (await rig.Tasks.ListAsync(filter, Cancel)).Select(task => task.Target));
        }
        await using var again = new OperationsRig(new OperationsOptions { Recent = 1 }, path: _directory["webconsole.db"]);
        Assert.Equal(["a%_.img", "default"], (await again.Tasks.ListAsync(filter, Cancel)).Select(task => task.Target));
    }

    public void Dispose() => _directory.Dispose();

    private static string[] Told(TaskRecord task) => [.. task.Steps.Select(step => $"{step.Name} {step.State}")];

    private static Func<Task> Or(int step, int failing) => () => step == failing ? throw new HypervisorException("no") : Task.CompletedTask;

    private Func<Task> Undo(string name) => () =>
    {
        _undone.Add(name);
        return Task.CompletedTask;
    };
}

using Libvirt;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WebConsole.Hypervisor;
using WebConsole.Operations;
using Xunit;

namespace WebConsole.Tests.Operations;

/// <summary>A running operation: steps, undo, progress, result, and its state after a restart.</summary>
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

    /// <summary>What is kept is named; the step that failed leaves nothing half done.</summary>
    [Fact]
    public async Task FailureAfterKeep_UndoesOnlyWhatCameAfter()
    {
        await using var rig = new OperationsRig();
        var task = await rig.RunAsync(FakeOperation.Of("web-01") with
        {
            Steps = async context =>
            {
                await context.StepAsync("A", () => Task.CompletedTask, "a", Undo("a"));
                context.Keep();
                await context.StepAsync("B", () => Task.CompletedTask, "b", Undo("b"));
                await context.StepAsync("C", Or(0, 0), "c", Undo("c"));
            },
        });
        Assert.Equal(["c", "b"], _undone);
        Assert.Equal(["a"], task.Left);
    }

    /// <summary>A task's result is a link, which must not lead to what was undone.</summary>
    [Fact]
    public async Task FailureAfterSomethingWasMade_HasNoResult()
    {
        await using var rig = new OperationsRig();
        var task = await rig.RunAsync(FakeOperation.Of("web-01") with
        {
            Steps = async context =>
            {
                await context.StepAsync("A", () => Task.CompletedTask, "a", Undo("a"));
                context.Made(ObjectId.Volume("local", Guid.Empty, "a"), "a");
                await context.StepAsync("B", Or(0, 0), "b", Undo("b"));
            },
        });
        Assert.Null(task.Result);
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

    /// <summary>libvirt's daemon may have been killed in the middle; systemd starts it again.</summary>
    [Theory]
    [InlineData(3, LibvirtErrorCode.Rpc, "")]
    [InlineData(3, LibvirtErrorCode.NoStorageVolume, "")]
    [InlineData(3, LibvirtErrorCode.NoStoragePool, "")]
    [InlineData(3, LibvirtErrorCode.NoNetwork, "")]
    [InlineData(int.MaxValue, LibvirtErrorCode.Rpc, "the volume a")]
    public async Task UndoOnABrokenConnection_WaitsForAnotherOne(int failures, LibvirtErrorCode then, string left)
    {
        await using var rig = new OperationsRig();
        var tries = 0;
        var result = await rig.StartAsync(FakeOperation.Of("web-01") with
        {
            Steps = async context =>
            {
                await context.StepAsync("A", () => Task.CompletedTask, "the volume a", () => ++tries <= failures ? throw new LibvirtException(LibvirtErrorCode.Rpc, LibvirtErrorDomain.Rpc, "broken")
                    : then is LibvirtErrorCode.Rpc ? Task.CompletedTask : throw new LibvirtException(then, LibvirtErrorDomain.Storage, "none"));
                throw new HypervisorException("no");
            },
        });
        TaskRecord? ended = null;
        await Eventually.TrueAsync(() =>
        {
            rig.Time.Advance(TimeSpan.FromMilliseconds(500));
            return (ended = rig.Tasks.Recent.FirstOrDefault(task => task.Id == result.TaskId && task.EndedAt is not null)) is not null;
        }, Cancel);

        Assert.Equal((TaskState.Failed, "no", left), (ended!.State, ended.Error, string.Join(' ', ended.Left)));
        Assert.StartsWith("The connection to libvirt broke", ended.Log[0], StringComparison.Ordinal);
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

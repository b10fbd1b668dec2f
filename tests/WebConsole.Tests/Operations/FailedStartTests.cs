using Microsoft.Extensions.Logging;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using Xunit;

namespace WebConsole.Tests.Operations;

public sealed class FailedStartTests : IDisposable
{
    private static readonly MachineId Id = new("local", Guid.Parse("11111111-2222-3333-4444-555555555555"));

    private static readonly Machine Off = new() { Id = Id, Name = "web-01", State = MachineState.ShutOff, Persistent = true, Xml = "<domain/>" };

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("start failed", 1)]
    [InlineData("start failed, edit succeeded", 1)]
    [InlineData("start failed, start-reset-nvram failed", 2)]
    [InlineData("start failed, start succeeded", null)]
    // Who could force it off, has seen it run.
    [InlineData("start failed, force-off succeeded", null)]
    [InlineData("start failed, force-off failed", 1)]
    [InlineData("start succeeded, start failed", 2)]
    [InlineData("edit failed", null)]
    public void LastStart_Counts(string done, int? failed)
    {
        TaskRecord[] tasks = [.. done.Split(", ").Select((task, index) => Task(index + 1, task.Split(' ')[0], task.EndsWith("failed", StringComparison.Ordinal) ? TaskState.Failed : TaskState.Succeeded))];

        Assert.Equal(failed, FailedStart.Of(tasks, Off)?.Id);
        Assert.Null(FailedStart.Of(tasks, Off with { IsActive = true, State = MachineState.Running }));
    }

    [Theory]
    [InlineData(TaskStepState.Failed, TaskStepState.Waiting, true)]
    [InlineData(TaskStepState.Done, TaskStepState.Failed, false)]
    public void Creation_TellsItByItsStep(TaskStepState start, TaskStepState autostart, bool failed)
    {
        var made = Made(1) with { Steps = [new("Define the machine", TaskStepState.Done), new(FailedStart.Step, start), new("Switch on autostart", autostart)] };

        Assert.Equal(failed, FailedStart.Of([made], Off) is not null);
        Assert.Null(FailedStart.Of([made with { Result = new TaskResult(new MachineId("local", Guid.NewGuid()), "web-02") }], Off));
    }

    /// <summary>Also that of the creation, which is a task of the host.</summary>
    [Fact]
    public async Task AfterARestart_TheDatabaseTellsIt()
    {
        await using (var rig = new OperationsRig(path: _directory["webconsole.db"]))
        {
            rig.Tasks.Show(Made(rig.Tasks.NextId()));
            await rig.Tasks.SaveAsync(rig.Tasks.Recent[0]);
        }

        await using var again = new OperationsRig(path: _directory["webconsole.db"]);
        Assert.Equal("no /dev/kvm", FailedStart.Of(await again.Tasks.ListAsync(FailedStart.Tasks(Id), Cancel), Off)?.Error);
        Assert.Empty(await again.Tasks.ListAsync(FailedStart.Tasks(new MachineId("local", Guid.NewGuid())), Cancel));
        // From the database alone, as an older one.
        using var database = new TaskDatabase(_directory["webconsole.db"], TimeProvider.System, new RecordingLoggerFactory().CreateLogger<TaskDatabase>());
        Assert.Single(database.Run(connection => TaskTable.List(connection, FailedStart.Tasks(Id))));
    }

    public void Dispose() => _directory.Dispose();

    private static TaskRecord Task(long id, string action, TaskState state) => new()
    {
        Id = id, Action = action, Verb = action, Subject = Id, Target = "web-01", User = "ada", From = "192.0.2.1", State = state,
        StartedAt = DateTimeOffset.UnixEpoch, EndedAt = DateTimeOffset.UnixEpoch, VirshLine = "", Error = state is TaskState.Failed ? "no /dev/kvm" : null,
    };

    private static TaskRecord Made(long id) => Task(id, "new-machine", TaskState.Failed) with
    {
        Subject = ObjectId.OfHost("local"),
        Result = new TaskResult(Id, "web-01"),
        Steps = [new("Define the machine", TaskStepState.Done), new(FailedStart.Step, TaskStepState.Failed)],
    };
}

using WebConsole.Hypervisor;
using WebConsole.Operations;
using WebConsole.Security;
using Xunit;

namespace WebConsole.Tests.Operations;

/// <summary>Whoever learns of a task's end finds in the inventory what the task changed.</summary>
public sealed class ReadYourWritesTests
{
    private static readonly ObjectId Made = ObjectId.Pool("local", Guid.NewGuid());

    private readonly TaskCompletionSource _read = new();
    private readonly List<ObjectId> _asked = [];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task End_IsToldAndTheClaimsAreFreed_WhenTheInventoryHasReadAgain(bool fails)
    {
        await using var rig = Rig();
        var (operation, pool) = (Operation(), ObjectId.Pool("local", Guid.NewGuid()));
        operation = operation with
        {
            Claimed = [operation.Subject, ObjectId.Volume("local", pool.Uuid!.Value, "disk.qcow2"), ObjectId.Volume("local", pool.Uuid!.Value, "seed.iso")],
            Steps = context =>
            {
                context.Made(Made, "made");
                return fails ? throw new HypervisorException("no") : Task.CompletedTask;
            },
        };
        var id = await StartedAsync(rig, operation);

        Assert.Equal([operation.Subject, pool, Made], _asked);
        Assert.Equal(RefusalReason.Conflict, (await rig.StartAsync(operation with { Word = "other" })).Reason);
        Assert.Equal(RefusalReason.Conflict, rig.Runner.Cancel(id, TestUsers.With(Role.Operator)).Reason);
        Assert.Null(Shown(rig, id).EndedAt);

        _read.SetResult();
        Assert.Equal(fails ? TaskState.Failed : TaskState.Succeeded, (await rig.TaskAsync(id, task => task.EndedAt is not null)).State);
    }

    [Fact]
    public async Task ObjectThatDoesNotAnswer_IsNotWaitedForLongerThanTwoSeconds()
    {
        await using var rig = Rig();
        var id = await StartedAsync(rig, Operation());
        var began = rig.Time.GetUtcNow();
        await Eventually.TrueAsync(() =>
        {
            rig.Time.Advance(TimeSpan.FromSeconds(0.1));
            return Shown(rig, id).State is TaskState.Succeeded;
        }, TestContext.Current.CancellationToken);
        Assert.InRange(Shown(rig, id).EndedAt!.Value - began, TimeSpan.FromSeconds(1.9), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task WayOut_WaitsForNoReading()
    {
        await using var rig = Rig();
        var operation = Operation() with { In = Lane.WayOut };
        Assert.Equal(TaskState.Succeeded, (await rig.RunAsync(operation)).State);
        Assert.Equal([operation.Subject], _asked);
    }

    private static FakeOperation Operation() => FakeOperation.Of("web-01");

    private static TaskRecord Shown(OperationsRig rig, long id) => rig.Tasks.Recent.Single(task => task.Id == id);

    private OperationsRig Rig()
    {
        var rig = new OperationsRig();
        rig.Inventory.BeginReading("local", id =>
        {
            lock (_asked)
                _asked.Add(id);
            return _read.Task;
        });
        return rig;
    }

    /// <summary>The task, once it waits for the reading: then it can't be cancelled any more.</summary>
    private static async Task<long> StartedAsync(OperationsRig rig, FakeOperation operation)
    {
        var id = (await rig.StartAsync(operation)).TaskId!.Value;
        await rig.TaskAsync(id, task => !task.CanCancel);
        return id;
    }
}

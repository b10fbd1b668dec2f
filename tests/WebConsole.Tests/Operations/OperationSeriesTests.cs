using System.Collections.Immutable;
using WebConsole.Hypervisor;
using WebConsole.Operations;
using Xunit;

namespace WebConsole.Tests.Operations;

/// <summary>Operations that are parts of one: each with a result of its own.</summary>
public sealed class OperationSeriesTests
{
    [Fact]
    public async Task PartThatFails_IsNamed_AndLeavesTheOthers()
    {
        await using var rig = new OperationsRig();
        ImmutableArray<Operation> parts =
        [
            .. Enumerable.Range(1, 20).Select(number => FakeOperation.Of($"web-{number:00}") with
            {
                Steps = _ => number is 7 or 9 ? throw new OperationFailedException($"No {number}.", "") : Task.CompletedTask,
            }),
        ];

        var whole = await rig.RunAsync(FakeOperation.Of("20 machines") with { Steps = context => OperationSeries.RunAsync(context, parts, "deleted", "gone") });

        Assert.Equal((TaskState.Failed, "2 of 20 were not deleted as asked for: web-07, web-09."), (whole.State, whole.Error));
        Assert.Equal("The others are gone. Each has a task of its own, which says more.", whole.Advice);
        Assert.Equal(["web-07: No 7.", "web-09: No 9."], whole.Log.Order(StringComparer.Ordinal));
        Assert.Equal((18, 2), (rig.Tasks.Recent.Count(task => task.Parent == whole.Id && task.State is TaskState.Succeeded), rig.Tasks.Recent.Count(task => task.Parent == whole.Id && task.State is TaskState.Failed)));
    }

    /// <summary>It has no task, so that those who count tasks find fewer than have failed.</summary>
    [Fact]
    public async Task PartThatIsRefused_IsSaidToHaveNeverBegun()
    {
        await using var rig = new OperationsRig();
        ImmutableArray<Operation> parts = [FakeOperation.Of("web-01"), FakeOperation.Of("web-02") with { On = ObjectId.OfHost("elsewhere") }];

        var whole = await rig.RunAsync(FakeOperation.Of("2 machines") with { Steps = context => OperationSeries.RunAsync(context, parts, "deleted", "gone") });

        Assert.Equal("1 of 2 were not deleted as asked for: web-02.", whole.Error);
        Assert.Equal("The others are gone. 1 of them never began: the log says why. Each other has a task of its own, which says more.", whole.Advice);
        Assert.Single(rig.Tasks.Recent, task => task.Parent == whole.Id);
    }
}

using Libvirt;
using WebConsole.Hypervisor;
using WebConsole.Operations;
using WebConsole.Security;
using Xunit;

namespace WebConsole.Tests.Operations;

/// <summary>Which operations conflict with each other.</summary>
public sealed class OperationConflictsTests
{
    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task OperationThatBlocksNothing_StandsInNobodysWayAndNobodyInIts(bool first, bool second)
    {
        await using var rig = new OperationsRig();
        var held = new TaskCompletionSource();
        var operation = FakeOperation.Of("web-01");
        var running = await rig.StartAsync(operation with { Claimed = first ? null : [], Body = stopping => held.Task.WaitAsync(stopping) });

        Assert.Equal(TaskState.Succeeded, (await rig.RunAsync(operation with { Claimed = second ? null : [] })).State);
        held.SetResult();
        Assert.NotNull(running.TaskId);
    }

    [Fact]
    public async Task OperationThatCannotBeRecorded_StandsInNobodysWay()
    {
        await using var rig = new OperationsRig();
        var operation = FakeOperation.Of("web-01");
        await Assert.ThrowsAsync<InvalidOperationException>(() => rig.StartAsync(operation with { Line = () => throw new InvalidOperationException("no line") }));

        Assert.Equal(TaskState.Succeeded, (await rig.RunAsync(operation)).State);
    }

    [Fact]
    public async Task OperationWhoseOwnWordsFail_EndsAndStandsInNobodysWay()
    {
        await using var rig = new OperationsRig();
        var operation = FakeOperation.Of("web-01");
        var task = await rig.RunAsync(operation with { Speaks = false, Body = _ => throw new LibvirtException(LibvirtErrorCode.OperationFailed, LibvirtErrorDomain.Qemu, "no") });
        Assert.Equal((TaskState.Failed, "WebConsole itself failed: InvalidOperationException."), (task.State, task.Error));
        Assert.Equal("OperationEnded", rig.Audit[^1].Event.Name);
        Assert.Equal(TaskState.Succeeded, (await rig.RunAsync(operation)).State);
        await rig.IdleAsync();
    }

    [Fact]
    public async Task SecondOnSameMachine_IsRefusedWithWhatIsGoingOn()
    {
        await using var rig = new OperationsRig();
        var release = new TaskCompletionSource();
        var first = FakeOperation.Of("web-01") with { Body = _ => release.Task };
        var begun = await rig.StartAsync(first);

        var second = await rig.StartAsync(first with { Target = "renamed" });
        Assert.Equal(("renamed is already being faked.", RefusalReason.Conflict), (second.Refusal, second.Reason));
        Assert.NotNull((await rig.StartAsync(FakeOperation.Of("db-01"))).TaskId);

        release.SetResult();
        await rig.TaskAsync(begun.TaskId!.Value, task => task.EndedAt is not null);
        Assert.NotNull((await rig.StartAsync(first)).TaskId);
    }

    [Fact]
    public async Task WhoIsToldOfTheEnd_MayBeginTheNextAtOnce()
    {
        await using var rig = new OperationsRig();
        var operation = FakeOperation.Of("web-01");
        Task<OperationResult>? next = null;
        rig.Tasks.Changed += () =>
        {
            if (next is null && rig.Tasks.Recent is [{ EndedAt: not null }])
                next = rig.StartAsync(operation);
        };
        await rig.RunAsync(operation);

        await Eventually.TrueAsync(() => next is not null, TestContext.Current.CancellationToken);
        Assert.Null((await next!).Refusal);
        await rig.IdleAsync();
    }

    [Fact]
    public async Task SameObjectUnderOtherNamesAndItsChildren_Conflict()
    {
        await using var rig = new OperationsRig();
        var (pool, release) = (Guid.NewGuid(), new TaskCompletionSource());
        var build = FakeOperation.Of("default") with { On = ObjectId.Pool("local", pool), Body = _ => release.Task };
        var begun = await rig.StartAsync(build);

        var volume = FakeOperation.Of("disk.img") with { On = ObjectId.Volume("local", pool, "disk.img") };
        Assert.Equal("default is already being faked.", (await rig.StartAsync(volume)).Refusal);
        Assert.NotNull((await rig.StartAsync(volume with { On = ObjectId.Volume("other", pool, "disk.img") })).TaskId);
        var machine = FakeOperation.Of("web-01");
        Assert.Equal(RefusalReason.Conflict, (await rig.StartAsync(machine with { Claimed = [machine.On, volume.On] })).Reason);

        release.SetResult();
        await rig.TaskAsync(begun.TaskId!.Value, task => task.EndedAt is not null);
        var first = await rig.StartAsync(volume with { Body = token => Task.Delay(Timeout.Infinite, token) });
        Assert.Equal("disk.img is already being faked.", (await rig.StartAsync(build)).Refusal);
        Assert.NotNull(first.TaskId);
    }

    [Fact]
    [Trait("Attack", "D6")]
    public async Task WayOut_WaitsForNothingButItself()
    {
        await using var rig = new OperationsRig();
        var release = new TaskCompletionSource();
        var save = FakeOperation.Of("web-01") with { In = Lane.Jobs, Body = _ => release.Task };
        Assert.NotNull((await rig.StartAsync(save)).TaskId);

        var forceOff = save with { In = Lane.WayOut };
        Assert.NotNull((await rig.StartAsync(forceOff)).TaskId);
        Assert.Equal(RefusalReason.Conflict, (await rig.StartAsync(forceOff)).Reason);
        Assert.NotNull((await rig.StartAsync(forceOff with { Word = "abort" })).TaskId);
        Assert.Equal(RefusalReason.Conflict, (await rig.StartAsync(save)).Reason);
        release.SetResult();
    }

    [Fact]
    public async Task SameOneFromManyAtOnce_RunsOnce()
    {
        await using var rig = new OperationsRig();
        var release = new TaskCompletionSource();
        var operation = FakeOperation.Of("web-01") with { Body = _ => release.Task };
        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => rig.StartAsync(operation))));
        Assert.Single(results, result => result.TaskId is not null);
        release.SetResult();
    }

    [Fact]
    [Trait("Attack", "D4")]
    public async Task TooManyWaiting_AreRefused()
    {
        await using var rig = new OperationsRig(new OperationsOptions { Accepted = 2 });
        var release = new TaskCompletionSource();
        for (var i = 0; i < 2; i++)
            Assert.NotNull((await rig.StartAsync(FakeOperation.Of($"m{i}") with { Body = _ => release.Task })).TaskId);
        Assert.Equal(RefusalReason.Overloaded, (await rig.StartAsync(FakeOperation.Of("m3"))).Reason);
        release.SetResult();
    }

    [Fact]
    [Trait("Attack", "D4")]
    public async Task PersonWhoFillsAHost_LeavesPlacesToOthersAndToWaysOut()
    {
        await using var rig = new OperationsRig(new OperationsOptions { Accepted = 3, AcceptedOfPerson = 2 });
        var release = new TaskCompletionSource();
        var jack = TestUsers.With(Role.Operator, "jack");
        FakeOperation Waiting(string host = "local", Lane lane = Lane.Commands) => FakeOperation.Of("web-01", host) with { In = lane, Body = release.Task.WaitAsync };
        for (var i = 0; i < 2; i++)
            Assert.NotNull((await rig.StartAsync(Waiting())).TaskId);

        var more = await rig.StartAsync(Waiting());
        Assert.Equal((RefusalReason.TooMany, "2 of your tasks are waiting on local already. Try again when some have ended."), (more.Reason, more.Refusal));
        Assert.NotNull((await rig.StartAsync(Waiting("other"))).TaskId);
        Assert.NotNull((await rig.StartAsync(Waiting(), jack)).TaskId);
        Assert.Equal(RefusalReason.Overloaded, (await rig.StartAsync(Waiting(), jack)).Reason);

        for (var i = 0; i < 3; i++)
            Assert.NotNull((await rig.StartAsync(Waiting(lane: Lane.WayOut))).TaskId);
        release.SetResult();
    }
}

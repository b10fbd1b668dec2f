using Microsoft.Extensions.Logging;
using WebConsole.Hypervisor;
using WebConsole.Operations;
using WebConsole.Security;
using Xunit;

namespace WebConsole.Tests.Operations;

public sealed class OperationRunnerTests
{
    [Fact]
    public async Task Allowed_RunsAsTaskAndIsAudited()
    {
        await using var rig = new OperationsRig();
        var task = await rig.RunAsync(FakeOperation.Of("web-01") with { Body = _ => { rig.Time.Advance(TimeSpan.FromSeconds(3)); return Task.CompletedTask; } });

        Assert.Equal((TaskState.Succeeded, "jane", TestUsers.Address, null), (task.State, task.User, task.From, task.Error));
        Assert.Equal(TimeSpan.FromSeconds(3), task.EndedAt - task.StartedAt);
        Assert.Equal(["OperationAccepted", "OperationEnded"], rig.Audit.Select(entry => entry.Event.Name!));
        var ended = rig.Audit[^1].Values;
        Assert.Equal(["fake", "web-01", "jane", TestUsers.Address, "Operator", task.Id, "succeeded", 3000L],
            new[] { "Action", "Target", "User", "From", "Role", "Task", "Result", "Milliseconds" }.Select(name => ended[name]));
        Assert.Equal(task.Subject.ToString(), ended["Where"]);
    }

    [Theory]
    [Trait("Attack", "Z2")]
    [InlineData(null)]
    [InlineData(Role.Viewer)]
    public async Task RoleTooSmall_IsRefusedAndAuditedAndNotRun(Role? role)
    {
        await using var rig = new OperationsRig();
        var ran = false;
        var result = await rig.StartAsync(FakeOperation.Of("web-01") with { Body = _ => { ran = true; return Task.CompletedTask; } }, TestUsers.With(role));

        Assert.Equal((null, RefusalReason.NotAllowed), (result.TaskId, result.Reason));
        Assert.Equal("You may not fake web-01: that needs the role operator.", result.Refusal);
        Assert.False(ran);
        Assert.Empty(rig.Tasks.Recent);
        var entry = Assert.Single(rig.Audit);
        Assert.Equal(("OperationRefused", LogLevel.Warning), (entry.Event.Name, entry.Level));
    }

    [Fact]
    public async Task System_IsAuditedAsSystem()
    {
        await using var rig = new OperationsRig();
        var task = await rig.RunAsync(FakeOperation.Of("web-01"), Caller.System);
        Assert.Equal(("system", "WebConsole"), (task.User, task.From));
        Assert.All(rig.Audit, entry => Assert.Equal("system", entry.Values["User"]));
    }

    /// <summary>Force off must work while the database is locked.</summary>
    [Fact]
    public async Task DatabaseThatIsBusy_HoldsUpNothing()
    {
        await using var rig = new OperationsRig();
        var (held, letGo) = (new TaskCompletionSource(), new TaskCompletionSource());
        var holding = rig.Database.RunAsync(_ => { held.SetResult(); return Task.WaitAny(letGo.Task); }, TestContext.Current.CancellationToken);
        await held.Task.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            Assert.Equal(TaskState.Succeeded, (await rig.RunAsync(FakeOperation.Of("web-01")).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)).State);
            Assert.False(rig.Runner.IsIdle);
        }
        finally
        {
            letGo.SetResult();
        }
        await holding;
        await rig.IdleAsync();
        Assert.Equal(TaskState.Succeeded, rig.Database.Run(connection => TaskTable.Find(connection, 1))!.State);
    }

    [Fact]
    public async Task TaskThatIsShown_CanBeCancelled()
    {
        await using var rig = new OperationsRig();
        OperationResult? cancelled = null;
        rig.Tasks.Changed += () => cancelled ??= rig.Runner.Cancel(rig.Tasks.Recent.Single().Id, TestUsers.With(Role.Operator));
        var result = await rig.StartAsync(FakeOperation.Of("web-01") with { Body = token => Task.Delay(Timeout.Infinite, token) });
        Assert.Null(cancelled!.Refusal);
        Assert.Equal(TaskState.Cancelled, (await rig.TaskAsync(result.TaskId!.Value, task => task.EndedAt is not null)).State);
    }

    [Fact]
    public async Task ExpectedFailure_TellsWhatWasSaid()
    {
        await using var rig = new OperationsRig();
        var task = await rig.RunAsync(FakeOperation.Of("web-01") with { Body = _ => throw new HypervisorException("domain is already running") });
        Assert.Equal(TaskState.Failed, task.State);
        Assert.Equal("domain is already running", task.Error);
        Assert.Equal("failed", rig.Audit[^1].Values["Result"]);
    }

    /// <summary>Who reads the tasks would take it for a failure of their own.</summary>
    [Fact]
    public async Task FailureOfWhatIsTriedAgain_SaysSo()
    {
        await using var rig = new OperationsRig();
        var task = await rig.RunAsync(FakeOperation.Of("web-01") with { Repeats = true, Body = _ => throw new HypervisorException("domain is not running") });
        Assert.Equal((TaskState.Failed, "domain is not running", "WebConsole tries it again by itself."), (task.State, task.Error, task.Advice));
    }

    /// <summary>The caller of cancel is a circuit: an operation's cancellation callback must not block it.</summary>
    [Fact]
    public async Task WhatACancellationCalls_HoldsNobodyUp()
    {
        await using var rig = new OperationsRig();
        using var release = new ManualResetEventSlim();
        var result = await rig.StartAsync(FakeOperation.Of("web-01") with
        {
            Body = async token =>
            {
                await using var slow = token.Register(() => release.Wait(TestContext.Current.CancellationToken));
                await Task.Delay(Timeout.Infinite, token);
            },
        });
        await rig.TaskAsync(result.TaskId!.Value, task => task.State is TaskState.Running);

        var cancelled = await Task.Run(() => rig.Runner.Cancel(result.TaskId.Value, TestUsers.With(Role.Operator)))
            .WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        Assert.Null(cancelled.Refusal);
        release.Set();
        Assert.Equal(TaskState.Cancelled, (await rig.TaskAsync(result.TaskId.Value, task => task.EndedAt is not null)).State);
    }

    [Fact]
    public async Task Parameters_AreInTheAudit()
    {
        await using var rig = new OperationsRig();
        await rig.RunAsync(FakeOperation.Of("web-01") with { Asked = [("capacity", "1024"), ("name", "a\nb")] });
        Assert.Equal(@"capacity=1024, name=a\u{000A}b", rig.Audit[0].Values["Parameters"]);
    }

    [Fact]
    public async Task UnknownHost_IsRefused()
    {
        await using var rig = new OperationsRig();
        var result = await rig.StartAsync(FakeOperation.Of("web-01", host: "nowhere"));
        Assert.Equal(("There is no host named nowhere.", RefusalReason.NotFound), (result.Refusal, result.Reason));
    }

    [Fact]
    public async Task CallerThatGoesAway_DoesNotUndoWhatWasAdmitted()
    {
        await using var rig = new OperationsRig();
        using var leaving = new CancellationTokenSource();
        var release = new TaskCompletionSource();
        var result = await rig.Runner.StartAsync(FakeOperation.Of("web-01") with { Body = _ => release.Task }, TestUsers.With(Role.Operator), leaving.Token);
        await leaving.CancelAsync();
        release.SetResult();
        Assert.Equal(TaskState.Succeeded, (await rig.TaskAsync(result.TaskId!.Value, task => task.EndedAt is not null)).State);
    }

    [Fact]
    public async Task Stopping_InterruptsWhatRunsAndWhatWaits()
    {
        await using var rig = new OperationsRig();
        var running = await rig.StartAsync(FakeOperation.Of("runs") with { Body = token => Task.Delay(Timeout.Infinite, token) });
        await rig.TaskAsync(running.TaskId!.Value, task => task.State == TaskState.Running);
        var waiting = await rig.StartAsync(FakeOperation.Of("waits") with { Steps = context => Task.Delay(Timeout.Infinite, context.Cancellation) });
        await rig.StopAsync();

        Assert.Equal((TaskState.Interrupted, TaskStore.WasRunning), Outcome(running));
        Assert.Equal((TaskState.Interrupted, TaskStore.WasWaiting), Outcome(waiting));

        (TaskState, string?) Outcome(OperationResult result)
        {
            var task = rig.Tasks.Recent.Single(task => task.Id == result.TaskId);
            return (task.State, task.Error);
        }
    }
}

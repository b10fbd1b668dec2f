using System.Security.Claims;
using Microsoft.Extensions.Logging;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using WebConsole.Security.Sessions;
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

    /// <summary>A way out has to work while something else holds the database.</summary>
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

    [Fact]
    public async Task OperationWhoseOwnWordsFail_EndsAndStandsInNobodysWay()
    {
        await using var rig = new OperationsRig();
        var operation = FakeOperation.Of("web-01");
        var task = await rig.RunAsync(operation with { Speaks = false });
        Assert.Equal((TaskState.Failed, "WebConsole itself failed: InvalidOperationException."), (task.State, task.Error));
        Assert.Equal("OperationEnded", rig.Audit[^1].Event.Name);
        Assert.Equal(TaskState.Succeeded, (await rig.RunAsync(operation)).State);
        await rig.IdleAsync();
    }

    /// <summary>Who cancels is a circuit: what an operation does at its cancellation must not hold it.</summary>
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

    /// <summary>QEMU quotes the arguments that it does not like.</summary>
    [Fact]
    [Trait("Attack", "V2")]
    public async Task FailureThatQuotesASecretOfTheDefinition_IsToldWithoutIt()
    {
        await using var rig = new OperationsRig();
        var machine = TestMachines.Web with { Xml = "<domain><name>web-01</name><os><cmdline>key=hush4711</cmdline></os></domain>" };
        rig.Inventory.Update(current => current with { Machines = current.Machines.SetItem(machine.Id, machine) });

        var quoting = new HypervisorException("-append key=hush4711: no kernel for web-01");
        var task = await rig.RunAsync(FakeOperation.Of("web-01") with
        {
            On = machine.Id,
            Steps = async context =>
            {
                await context.StepAsync("Try", () => Task.CompletedTask, undo: () => throw quoting);
                throw quoting;
            },
        });

        Assert.Equal("-append ••••: no kernel for web-01", task.Error);
        Assert.Equal([task.Error!], task.Log);
        Assert.DoesNotContain(rig.Logs.Entries, entry => entry.Text.Contains("hush4711", StringComparison.Ordinal));
    }

    /// <summary>Such as cloning a machine: what QEMU quotes is another's, or was written by the operation itself.</summary>
    [Fact]
    [Trait("Attack", "V2")]
    public async Task FailureThatQuotesASecretOfWhatElseItTouches_IsToldWithoutIt()
    {
        await using var rig = new OperationsRig();
        var pool = Guid.NewGuid();
        Write("<domain><os><cmdline>old=hush-before</cmdline></os></domain>");
        rig.Inventory.Update(current => current with
        {
            StoragePools = current.StoragePools.Add(("local", pool), new StoragePool("local", pool, "images", "running", true, true, 0, 0, 0,
                "<pool><source><x:opt xmlns:x='urn:x'>key=hush-of-the-pool</x:opt></source></pool>")),
        });

        var task = await rig.RunAsync(FakeOperation.Of("a.img") with
        {
            On = ObjectId.Volume("local", pool, "a.img"),
            Claimed = [ObjectId.Snapshot(TestMachines.Web.Id, "before")],
            Steps = context =>
            {
                Write("<domain><os><cmdline>new=hush-after</cmdline></os></domain>");
                context.Note("old=hush-before, new=hush-after, key=hush-of-the-pool");
                throw new HypervisorException("old=hush-before, new=hush-after, key=hush-of-the-pool");
            },
        });

        Assert.Equal("••••, ••••, ••••", task.Error);
        Assert.Equal([task.Error!], task.Log);
        Assert.DoesNotContain(rig.Logs.Entries, entry => entry.Text.Contains("hush", StringComparison.Ordinal));

        void Write(string xml) => rig.Inventory.Update(current => current with { Machines = current.Machines.SetItem(TestMachines.Web.Id, TestMachines.Web with { Xml = xml }) });
    }

    [Fact]
    public async Task UnexpectedFailure_KeepsItsTextInTheLog()
    {
        await using var rig = new OperationsRig();
        var task = await rig.RunAsync(FakeOperation.Of("web-01") with { Body = _ => throw new InvalidOperationException("a path, a stack, a secret") });
        Assert.Equal(TaskState.Failed, task.State);
        Assert.DoesNotContain("secret", task.Error, StringComparison.Ordinal);
        Assert.Contains(rig.Logs.Entries, entry => entry.Level == LogLevel.Error);
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
    public async Task SameObjectUnderOtherNamesAndItsChildren_Conflict()
    {
        await using var rig = new OperationsRig();
        var (pool, release) = (Guid.NewGuid(), new TaskCompletionSource());
        var build = FakeOperation.Of("default") with { On = ObjectId.Pool("local", pool), Body = _ => release.Task };
        var begun = await rig.StartAsync(build);

        var volume = FakeOperation.Of("disk.img") with { On = ObjectId.Volume("local", pool, "disk.img") };
        Assert.Equal("disk.img is already being faked.", (await rig.StartAsync(volume)).Refusal);
        Assert.NotNull((await rig.StartAsync(volume with { On = ObjectId.Volume("other", pool, "disk.img") })).TaskId);
        var machine = FakeOperation.Of("web-01");
        Assert.Equal(RefusalReason.Conflict, (await rig.StartAsync(machine with { Claimed = [machine.On, volume.On] })).Reason);

        release.SetResult();
        await rig.TaskAsync(begun.TaskId!.Value, task => task.EndedAt is not null);
        var first = await rig.StartAsync(volume with { Body = token => Task.Delay(Timeout.Infinite, token) });
        Assert.Equal("default is already being faked.", (await rig.StartAsync(build)).Refusal);
        Assert.NotNull(first.TaskId);
    }

    [Fact]
    [Trait("Attack", "D6")]
    public async Task WayOut_WaitsForNothingButItself()
    {
        await using var rig = new OperationsRig();
        var release = new TaskCompletionSource();
        var save = FakeOperation.Of("web-01") with { Hurry = Urgency.Job, Body = _ => release.Task };
        Assert.NotNull((await rig.StartAsync(save)).TaskId);

        var forceOff = save with { Hurry = Urgency.WayOut };
        Assert.NotNull((await rig.StartAsync(forceOff)).TaskId);
        Assert.Equal(RefusalReason.Conflict, (await rig.StartAsync(forceOff)).Reason);
        Assert.NotNull((await rig.StartAsync(forceOff with { Word = "abort" })).TaskId);
        Assert.Equal(RefusalReason.Conflict, (await rig.StartAsync(save)).Reason);
        release.SetResult();
    }

    [Fact]
    public async Task WhatItChangesSilently_IsReadAgainHoweverItEnds()
    {
        await using var rig = new OperationsRig();
        var pool = ObjectId.Pool("local", Guid.NewGuid());
        await rig.RunAsync(FakeOperation.Of("web-01") with { Changes = [pool], Body = _ => throw new HypervisorException("no") });
        Assert.Equal([pool], rig.Inventory.TakeAskedFor("local"));
    }

    [Fact]
    public async Task Parameters_AreInTheAudit()
    {
        await using var rig = new OperationsRig();
        await rig.RunAsync(FakeOperation.Of("web-01") with { Asked = [("capacity", "1024"), ("name", "a\nb")] });
        Assert.Equal(@"capacity=1024, name=a\u{000A}b", rig.Audit[0].Values["Parameters"]);
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
    public async Task UnknownHost_IsRefused()
    {
        await using var rig = new OperationsRig();
        var result = await rig.StartAsync(FakeOperation.Of("web-01", host: "nowhere"));
        Assert.Equal(("There is no host named nowhere.", RefusalReason.NotFound), (result.Refusal, result.Reason));
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

    [Fact]
    [Trait("Attack", "J4")]
    public async Task HostileTexts_StayOneLineInTheAudit()
    {
        await using var rig = new OperationsRig();
        await rig.RunAsync(
            FakeOperation.Of("a\r\nAccepted everything\u202e\u2028\"") with { Body = _ => throw new HypervisorException("one\ntwo\u001b[2J") },
            TestUsers.With(Role.Operator, "eve\nroot"));
        Assert.All(rig.Audit, entry => Assert.DoesNotMatch(@"[\p{C}\p{Zl}\p{Zp}]", entry.Text));
        Assert.Contains(@"of a\u{000D}\u{000A}Accepted everything\u{202E}\u{2028}\u{0022} (", rig.Audit[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Attack", "L1")]
    public async Task WhatElseASessionCarries_StaysOutOfLogAndTask()
    {
        await using var rig = new OperationsRig();
        var user = TestUsers.With(Role.Operator);
        user.Identities.First().AddClaim(new Claim(SessionPrincipal.SessionClaim, "top-secret-session"));
        var task = await rig.RunAsync(FakeOperation.Of("web-01"), user);
        await rig.StartAsync(FakeOperation.Of("web-02", host: "nowhere"), user);
        Assert.DoesNotContain("top-secret", task.ToString(), StringComparison.Ordinal);
        Assert.All(rig.Logs.Entries, entry => Assert.DoesNotContain("top-secret", $"{entry.Text} {string.Join(' ', entry.Values.Values)}", StringComparison.Ordinal));
    }
}

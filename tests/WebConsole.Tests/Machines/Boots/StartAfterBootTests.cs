using System.Security.Claims;
using Libvirt;
using WebConsole.Access;
using WebConsole.Features.Machines.Boots;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Connections;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Machines.Boots;

/// <summary>The starts after a boot on libvirt's test driver, whose machines do start.</summary>
public sealed class StartAfterBootTests
{
    private static readonly MachineId[] Ids = [.. Enumerable.Range(0, 4).Select(_ => new MachineId("local", Guid.NewGuid()))];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Whoever starts or stops a machine meanwhile finds a worker.</summary>
    [Fact]
    public async Task ManyOfOneNumber_StartTwoAtOnce_AndLeaveTheLastWorker()
    {
        using var file = new TestHostFile([.. Ids.Select((id, at) => ($"web-{at}", id))]);
        using var gateway = new HypervisorGateway([new ConfiguredHost("local", file.Uri)], TimeProvider.System);
        await using var rig = new OperationsRig(gateway: gateway);
        Machine[] machines = [.. Ids.Select((id, at) => Ordered(id, $"web-{at}", 1))];
        await ShutOffAsync(rig, gateway, machines);
        rig.Inventory.BeginReading("local", target => ReadAsync(rig, gateway, target));
        using var over = new ManualResetEventSlim();
        using var hanging = new CountdownEvent(3);
        var others = Enumerable.Range(0, 3).Select(_ => gateway.RunAsync(new MachineId("local", Guid.NewGuid()), Lane.Commands, _ => { hanging.Signal(); return over.Wait(TimeSpan.FromMinutes(1)); }, Cancel, patience: TimeSpan.FromHours(1))).ToArray();
        await Eventually.TrueAsync(() => hanging.IsSet, Cancel);

        await StartAsync(rig, machines);
        await Eventually.TrueAsync(() =>
        {
            rig.Time.Advance(TimeSpan.FromSeconds(1));
            return StartsOf(rig) is { Length: >= 2 } starts && starts.All(task => task.Phase is "waits for its turn");
        }, Cancel);
        Assert.Equal(2, StartsOf(rig).Length);
        Assert.True(await gateway.RunAsync("local", Lane.Commands, _ => true, Cancel));

        over.Set();
        await Task.WhenAll(others);
        await IdleAsync(rig);
        Assert.Equal(Enumerable.Repeat(TaskState.Succeeded, 4), StartsOf(rig).Select(task => task.State));
        Assert.Equal(TaskState.Succeeded, WholeOf(rig).State);
    }

    [Fact]
    public async Task NextNumber_WaitsUntilTheInventoryShowsTheMachineRunning()
    {
        using var file = new TestHostFile(("first", Ids[0]), ("second", Ids[1]));
        using var gateway = new HypervisorGateway([new ConfiguredHost("local", file.Uri)], TimeProvider.System);
        await using var rig = new OperationsRig(gateway: gateway);
        Machine[] machines = [Ordered(Ids[0], "first", 1), Ordered(Ids[1], "second", 2)];
        await ShutOffAsync(rig, gateway, machines);

        await StartAsync(rig, machines);
        await Eventually.TrueAsync(() => StartsOf(rig) is [{ EndedAt: not null }, ..], Cancel);
        for (var second = 0; second < 10; second++)
            rig.Time.Advance(TimeSpan.FromSeconds(1));
        var shown = rig.Time.GetUtcNow();
        await ReadAsync(rig, gateway, Ids[0]);
        await IdleAsync(rig);

        Assert.Equal([("first", TaskState.Succeeded), ("second", TaskState.Succeeded)], StartsOf(rig).Select(task => (task.Target, task.State)));
        Assert.True(StartsOf(rig)[1].StartedAt >= shown);
    }

    [Fact]
    public async Task LibvirtThatIsAway_IsWaitedFor_AndWhatFailedForIt_StartsAgain()
    {
        using var gateway = new HypervisorGateway([new ConfiguredHost("local", "qemu+unix:///system?socket=/nonexistent/libvirt-sock")], TimeProvider.System);
        await using var rig = new OperationsRig(gateway: gateway);
        var machine = Ordered(Ids[0], "web", 1);
        Show(rig, machine);
        await StartAsync(rig, [machine]);
        await Eventually.TrueAsync(() => StartsOf(rig) is [{ State: TaskState.Failed }], Cancel);
        Connect(rig, ConnectionState.Disconnected);
        await Eventually.TrueAsync(() =>
        {
            rig.Time.Advance(TimeSpan.FromSeconds(1));
            return WholeOf(rig).Phase is "waits for libvirt";
        }, Cancel);

        Connect(rig, ConnectionState.Connected);
        await Eventually.TrueAsync(() =>
        {
            rig.Time.Advance(TimeSpan.FromSeconds(1));
            return StartsOf(rig) is [_, { State: TaskState.Failed }];
        }, Cancel);
        // Someone else has started it meanwhile.
        Show(rig, machine with { IsActive = true, State = MachineState.Running });
        await IdleAsync(rig);

        Assert.Equal(TaskState.Succeeded, WholeOf(rig).State);
    }

    /// <summary>A daemon of libvirt's own may be dead, for storage or networks: that looks the same, and nothing says when it is back.</summary>
    [Fact]
    public async Task StartThatFailsSo_WhileTheHostStaysConnected_IsTriedThreeTimes()
    {
        using var gateway = new HypervisorGateway([new ConfiguredHost("local", "qemu+unix:///system?socket=/nonexistent/libvirt-sock")], TimeProvider.System);
        await using var rig = new OperationsRig(gateway: gateway);
        var machine = Ordered(Ids[0], "web", 1);
        Show(rig, machine);

        await StartAsync(rig, [machine]);
        await IdleAsync(rig);

        Assert.Equal(3, StartsOf(rig).Length);
        Assert.Equal("1 of 1 were not started: web.", WholeOf(rig).Error);
    }

    /// <summary>Somebody starts it by hand, or makes a snapshot of it.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task MachineThatAnotherTaskHolds_IsWaitedFor(bool isStartedByIt)
    {
        using var file = new TestHostFile(("web", Ids[0]));
        using var gateway = new HypervisorGateway([new ConfiguredHost("local", file.Uri)], TimeProvider.System);
        await using var rig = new OperationsRig(gateway: gateway);
        var machine = Ordered(Ids[0], "web", 1);
        await ShutOffAsync(rig, gateway, [machine]);
        rig.Inventory.BeginReading("local", target => ReadAsync(rig, gateway, target));
        var over = new TaskCompletionSource();
        await rig.StartAsync(new FakeOperation { Target = "web", On = machine.Id, Body = _ => over.Task });

        await StartAsync(rig, [machine]);
        await Eventually.TrueAsync(() => WholeOf(rig).Log.Length > 0, Cancel);
        var held = rig.Time.GetUtcNow();
        if (isStartedByIt)
        {
            await gateway.RunAsync(machine.Id, Lane.Commands, domain => { domain.Start(); return true; }, Cancel);
            await ReadAsync(rig, gateway, machine.Id);
        }
        over.SetResult();
        await Eventually.TrueAsync(() => StartsOf(rig).Length > 0 || rig.Runner.IsIdle || Advance(rig), Cancel);
        Assert.InRange(rig.Time.GetUtcNow() - held, TimeSpan.Zero, StartAfterBoot.LongestHeld / 2);
        await IdleAsync(rig);

        Assert.Equal(isStartedByIt ? 0 : 1, StartsOf(rig).Length);
        Assert.Equal(TaskState.Succeeded, WholeOf(rig).State);
    }

    /// <summary>No time passes here: whoever may not start it now may not in two minutes.</summary>
    [Fact]
    public async Task RefusalThatWaitingDoesNotCure_IsNotWaitedFor()
    {
        await using var rig = new OperationsRig(access: new HostsOnly());
        var machine = Ordered(Ids[0], "web", 1);
        Show(rig, machine);

        await StartAsync(rig, [machine]);
        await rig.IdleAsync();

        Assert.Equal("1 of 1 were not started: web.", WholeOf(rig).Error);
        Assert.Contains("You may not start web", Assert.Single(WholeOf(rig).Log), StringComparison.Ordinal);
    }

    /// <summary>It hangs for all that is asked of it.</summary>
    [Fact]
    public async Task MachineThatCannotBeRead_HoldsUpItsOwnNumberOnly()
    {
        await using var rig = new OperationsRig();
        Machine[] machines = [Ordered(Ids[0], "first", 1), Ordered(Ids[1], "second", 2) with { Stale = true }];
        foreach (var machine in machines)
            Show(rig, machine);

        await StartAsync(rig, machines);
        await Eventually.TrueAsync(() => StartsOf(rig) is [{ EndedAt: not null }] && WholeOf(rig).Phase is "waits for libvirt", Cancel);

        Assert.Equal("first", Assert.Single(StartsOf(rig)).Target);
        await IdleAsync(rig);
    }

    [Fact]
    public async Task LibvirtThatStaysAway_EndsIt()
    {
        await using var rig = new OperationsRig();
        var machine = Ordered(Ids[0], "web", 1);
        Show(rig, machine);
        Connect(rig, ConnectionState.Disconnected);

        await StartAsync(rig, [machine]);
        await IdleAsync(rig, TimeSpan.FromMinutes(1));

        Assert.Empty(StartsOf(rig));
        Assert.StartsWith("local was not connected for 30 min", WholeOf(rig).Error, StringComparison.Ordinal);
    }

    /// <summary>What is known of it is from before: it may run.</summary>
    [Fact]
    public async Task MachineThatIsStale_IsReadFirst()
    {
        await using var rig = new OperationsRig();
        var machine = Ordered(Ids[0], "web", 1) with { Stale = true };
        Show(rig, machine);
        await StartAsync(rig, [machine]);
        await Eventually.TrueAsync(() => WholeOf(rig).Phase is "waits for libvirt", Cancel);
        Show(rig, machine with { Stale = false, IsActive = true, State = MachineState.Running });
        await IdleAsync(rig);

        Assert.Empty(StartsOf(rig));
        Assert.Equal(TaskState.Succeeded, WholeOf(rig).State);
    }

    [Fact]
    public async Task MachineWhoseOrderIsTakenAwayMeanwhile_DoesNotStart()
    {
        await using var rig = new OperationsRig();
        Machine[] machines = [Ordered(Ids[0], "first", 1, delay: 60), Ordered(Ids[1], "second", 2), Ordered(Ids[2], "third", 3)];
        foreach (var machine in machines)
            Show(rig, machine);
        await StartAsync(rig, machines);
        await Eventually.TrueAsync(() => StartsOf(rig) is [{ EndedAt: not null }], Cancel);

        Show(rig, machines[1] with { StartOrder = null });
        Show(rig, machines[2] with { Autostart = true });
        await IdleAsync(rig);

        Assert.Equal(["first"], StartsOf(rig).Select(task => task.Target));
    }

    private static Machine Ordered(MachineId id, string name, int number, int delay = 0) => TestMachines.Named(name, MachineState.ShutOff) with { Id = id, StartOrder = new StartOrder(number, delay) };

    private static void Show(OperationsRig rig, Machine machine) => rig.Inventory.Update(known => known with { Machines = known.Machines.SetItem(machine.Id, machine) });

    private static void Connect(OperationsRig rig, ConnectionState state) => rig.Inventory.Update(known => known.WithHost("local", host => host with { Connection = state }));

    private static TaskRecord[] StartsOf(OperationsRig rig) => [.. rig.Tasks.Recent.Where(task => task.Action == "start").OrderBy(task => task.Id)];

    private static TaskRecord WholeOf(OperationsRig rig) => rig.Tasks.Recent.Single(task => task.Action == "start-after-boot");

    private static async Task StartAsync(OperationsRig rig, Machine[] machines) =>
        Assert.Null((await rig.Runner.StartAsync(new StartAfterBoot { Target = "local", Uri = "test:///default", Machines = [.. machines] }, Caller.System, Cancel)).Refusal);

    /// <summary>A little for each look, so that the time that passes is told by what is waited for, and not by the speed of the computer.</summary>
    private static bool Advance(OperationsRig rig)
    {
        rig.Time.Advance(TimeSpan.FromMilliseconds(50));
        return false;
    }

    private static Task IdleAsync(OperationsRig rig, TimeSpan? step = null) => Eventually.TrueAsync(() =>
    {
        rig.Time.Advance(step ?? TimeSpan.FromSeconds(1));
        return rig.Runner.IsIdle;
    }, Cancel);

    /// <summary>The test driver's machines run at first.</summary>
    private static async Task ShutOffAsync(OperationsRig rig, HypervisorGateway gateway, Machine[] machines)
    {
        foreach (var machine in machines)
        {
            await gateway.RunAsync(machine.Id, Lane.Commands, domain => { domain.ForceOff(); return true; }, Cancel);
            Show(rig, machine);
        }
    }

    private static async Task ReadAsync(OperationsRig rig, HypervisorGateway gateway, ObjectId target)
    {
        var id = target.Machine!.Value;
        var runs = await gateway.RunAsync("local", Lane.Inventory, connection =>
        {
            using var domain = connection.LookupDomain(id.Uuid);
            return domain.GetState().State is DomainState.Running;
        }, Cancel);
        Show(rig, rig.Inventory.Current.Machines[id] with { IsActive = runs, State = runs ? MachineState.Running : MachineState.ShutOff });
    }

    private sealed class HostsOnly : IAccess
    {
        public bool May(ClaimsPrincipal user, Right right, ObjectId target) => target.Kind is ObjectKind.Host;
    }
}

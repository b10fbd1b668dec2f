using WebConsole.Components.Shared.Tasks;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using Xunit;

namespace WebConsole.Tests.Operations;

/// <summary>A task that has only asked a guest says in the end what became of it.</summary>
public sealed class AskedForTests : IAsyncDisposable
{
    private readonly OperationsRig _rig = new();

    private static FakeOperation Asks => FakeOperation.Of("web-01") with { Asks = "The guest has not done it." };

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task GuestThatDoesIt_EndsTheTaskThen()
    {
        var asked = await _rig.RunAsync(Asks);
        Assert.Equal(("asked", TaskState.Succeeded), (asked.ToWord(), asked.State));
        await _rig.IdleAsync();

        _rig.Time.Advance(TimeSpan.FromSeconds(20));
        _rig.Inventory.Update(snapshot => snapshot with { Machines = snapshot.Machines.Clear() });

        var done = await _rig.TaskAsync(asked.Id, task => task.Advice is null);
        Assert.Equal(("done", null, asked.EndedAt + TimeSpan.FromSeconds(20)), (done.ToWord(), done.Error, done.EndedAt));
    }

    [Fact]
    public async Task GuestThatRestarts_IsHeardByItsEvent()
    {
        var asked = await _rig.RunAsync(Asks);
        await _rig.IdleAsync();

        _rig.Edges.Tell(new MachineEdge(TestMachines.Web.Id, MachineEdgeKind.GuestRestarted, null, 0));

        Assert.Equal("done", (await _rig.TaskAsync(asked.Id, task => task.Advice is null)).ToWord());
    }

    [Fact]
    public async Task GuestThatIsQuickerThanLibvirtsAnswer_IsNotMissed()
    {
        var asked = await _rig.RunAsync(Asks with { Body = _ => { _rig.Inventory.Update(snapshot => snapshot with { Machines = snapshot.Machines.Clear() }); return Task.CompletedTask; } });

        await _rig.TaskAsync(asked.Id, task => task is { State: TaskState.Succeeded, Advice: null });
    }

    [Fact]
    public async Task GuestThatIgnoresIt_IsSaidAfterFiveMinutes()
    {
        var asked = await _rig.RunAsync(Asks);
        await _rig.IdleAsync();
        // Others may work on the machine meanwhile.
        await _rig.RunAsync(Asks with { Asks = null, On = asked.Subject });
        await Eventually.TrueAsync(() =>
        {
            _rig.Time.Advance(TimeSpan.FromMinutes(1));
            return _rig.Tasks.Recent.First(task => task.Id == asked.Id).Error is not null;
        }, TestContext.Current.CancellationToken);

        var ignored = _rig.Tasks.Recent.First(task => task.Id == asked.Id);
        Assert.Equal(("unanswered", "ignored", "The guest has not done it.", asked.EndedAt), (ignored.ToWord(), ignored.ToShade(), ignored.Error, ignored.EndedAt));
    }

    [Fact]
    public async Task GuestThatIsAskedAgain_IsWaitedForOnce()
    {
        var first = await _rig.RunAsync(Asks);
        await _rig.IdleAsync();
        var second = await _rig.RunAsync(Asks with { On = first.Subject });

        var ended = await _rig.TaskAsync(first.Id, task => task.Error is not null);

        Assert.Equal(("unanswered", "The guest was asked again before it had done it."), (ended.ToWord(), ended.Error));
        Assert.Equal("asked", _rig.Tasks.Recent.First(task => task.Id == second.Id).ToWord());
    }

    [Fact]
    public async Task Restart_SaysThatNobodyHasLooked()
    {
        using var directory = new TemporaryDirectory();
        var path = directory["tasks.db"];
        TaskRecord asked;
        await using (var before = new OperationsRig(path: path))
        {
            asked = await before.RunAsync(Asks);
            await before.IdleAsync();
        }

        await using var after = new OperationsRig(path: path);

        Assert.Equal(("unanswered", TaskStore.WasAsked), (after.Tasks.Recent.Single().ToWord(), after.Tasks.Recent.Single().Error));
        Assert.Equal(asked.Id, after.Tasks.Recent.Single().Id);
    }

    [Theory]
    [InlineData("shutdown", true, false)]
    [InlineData("reboot", true, true)]
    public void GuestThatStops_HasHeard(string word, bool stop, bool edge)
    {
        var operation = TestActions.Create(word, TestMachines.Web, TestMachines.Host("local"));
        var on = InventorySnapshot.Empty with { Machines = InventorySnapshot.Empty.Machines.Add(TestMachines.Web.Id, TestMachines.Web) };
        InventorySnapshot With(Func<Machine, Machine> change) => on with { Machines = on.Machines.SetItem(TestMachines.Web.Id, change(TestMachines.Web)) };

        Assert.Equal(stop, operation.HappensBy(new InventoryChange(on, With(machine => machine with { IsActive = false, State = MachineState.ShutOff }))));
        Assert.Equal(stop, operation.HappensBy(new InventoryChange(on, on with { Machines = on.Machines.Clear() })));
        Assert.False(operation.HappensBy(new InventoryChange(on, With(machine => machine with { Addresses = ["192.0.2.1"] }))));
        Assert.False(operation.HappensBy(new InventoryChange(on, on with { Hosts = [] })));
        Assert.Equal(edge, operation.HappensBy(new MachineEdge(TestMachines.Web.Id, MachineEdgeKind.GuestRestarted, null, 0)));
        Assert.False(operation.HappensBy(new MachineEdge(new MachineId("local", Guid.NewGuid()), MachineEdgeKind.GuestRestarted, null, 0)));
    }
}

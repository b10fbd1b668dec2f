using Libvirt;
using WebConsole.Features.Machines.Commands;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Connections;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Machines;

/// <summary>Each command on libvirt's test driver has its effect.</summary>
public sealed class MachineCommandsOnLibvirtTests : IAsyncDisposable
{
    private static readonly MachineId Id = new("local", Guid.Parse("6695eb01-f6a4-8304-79aa-97f2502e193f"));
    private static readonly Machine Test = TestMachines.Named("test") with { Id = Id };

    private readonly TestHostFile _host = new(("test", Id));
    private readonly HypervisorGateway _gateway;
    private readonly OperationsRig _rig;

    public MachineCommandsOnLibvirtTests()
    {
        _gateway = new HypervisorGateway([new ConfiguredHost("local", _host.Uri)], TimeProvider.System);
        _rig = new OperationsRig(gateway: _gateway);
        _rig.Inventory.Update(current => current with { Machines = current.Machines.Add(Id, Test) });
    }

    [Theory]
    [InlineData("pause", DomainState.Paused)]
    [InlineData("pause resume", DomainState.Running)]
    [InlineData("shutdown", DomainState.ShutOff)]
    [InlineData("force-off", DomainState.ShutOff)]
    [InlineData("force-off start", DomainState.Running)]
    [InlineData("reset", DomainState.Running)]
    [InlineData("save", DomainState.ShutOff)]
    [InlineData("save start", DomainState.Running)]
    [InlineData("save discard-save start", DomainState.Running)]
    public async Task Actions_LeadToTheState(string actions, DomainState state)
    {
        foreach (var action in actions.Split(' '))
        {
            var task = await RunAsync(action);
            Assert.Equal((TaskState.Succeeded, null), (task.State, task.Error));
        }
        Assert.Equal(state, await _gateway.RunAsync(Id, Lane.Inventory, domain => domain.GetState().State, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Restart_ShutsDown_Waits_AndStarts()
    {
        var task = await RunAsync("restart");

        Assert.Equal((TaskState.Succeeded, null), (task.State, task.Error));
        Assert.Equal(["Ask the guest to shut down", "Wait until it is off", "Start"], task.Steps.Select(step => step.Name));
        Assert.All(task.Steps, step => Assert.Equal(TaskStepState.Done, step.State));
        Assert.Equal(DomainState.Running, await _gateway.RunAsync(Id, Lane.Inventory, domain => domain.GetState().State, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Rename_ChangesTheNameOfAMachineThatIsOff()
    {
        var rename = TestActions.Registry.Find(ObjectKind.Machine, "rename")!;
        await RunAsync("force-off");
        _rig.Inventory.Update(current => current with { Machines = current.Machines.SetItem(Id, Test with { State = MachineState.ShutOff, IsActive = false }) });

        var task = await _rig.RunAsync(rename.Create(Test with { State = MachineState.ShutOff, IsActive = false }, TestMachines.Host("local"), new NewMachineName("test-02")), TestUsers.With(Role.Administrator));

        Assert.Equal((TaskState.Succeeded, null), (task.State, task.Error));
        Assert.Equal("test-02", await _gateway.RunAsync(Id, Lane.Inventory, domain => domain.Name, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task GuestThatWasAsked_IsNotSaidToBeDone()
    {
        Assert.StartsWith("The guest has been asked.", (await RunAsync("reboot")).Advice, StringComparison.Ordinal);
        Assert.Null((await RunAsync("force-off")).Advice);
    }

    [Fact]
    public async Task Autostart_IsSwitchedOnAndOff()
    {
        await RunAsync("autostart-on");
        Assert.True(await AutostartAsync());
        await RunAsync("autostart-off");
        Assert.False(await AutostartAsync());
    }

    [Fact]
    public async Task SavedMemory_IsThrownAway()
    {
        await RunAsync("save");
        Assert.True(await SavedAsync());
        await RunAsync("discard-save");
        Assert.False(await SavedAsync());
    }

    [Theory]
    [InlineData("start")]
    [InlineData("resume")]
    public async Task WrongState_FailsWithLibvirtsWordsAndAdvice(string action)
    {
        var task = await RunAsync(action);
        Assert.Equal(TaskState.Failed, task.State);
        Assert.Contains("domain", task.Error, StringComparison.OrdinalIgnoreCase);
        // The task ends before its line is written.
        await _rig.IdleAsync();
        Assert.Equal("failed", _rig.Audit[^1].Values["Result"]);
    }

    [Fact]
    public async Task UnsupportedByTheDriver_FailsWithLibvirtsWordsAndAdvice()
    {
        var task = await RunAsync("wake-up");
        Assert.Equal((TaskState.Failed, "This host's libvirt or hypervisor does not offer it."), (task.State, task.Advice));
        Assert.Contains("not supported", task.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MachineRemovedJustNow_SaysSo()
    {
        var gone = Test with { Id = new MachineId("local", Guid.NewGuid()) };
        _rig.Inventory.Update(current => current with { Machines = current.Machines.Add(gone.Id, gone) });
        var task = await _rig.RunAsync(TestActions.Create("start", gone, TestMachines.Host("local")));
        Assert.Equal((TaskState.Failed, "Someone has removed it; it leaves the list by itself."), (task.State, task.Advice));
    }

    [Fact]
    [Trait("Attack", "D6")]
    public async Task ForceOff_GoesThroughWhileAnotherCallHangs()
    {
        using var hangs = new ManualResetEventSlim();
        var stuck = _gateway.RunAsync(Id, Lane.Commands, _ => { hangs.Wait(); return true; }, CancellationToken.None);
        var pause = await RunAsync("pause");
        Assert.Equal(TaskState.Failed, pause.State);

        Assert.Equal(TaskState.Succeeded, (await RunAsync("force-off")).State);
        hangs.Set();
        await stuck;
    }

    public async ValueTask DisposeAsync()
    {
        await _rig.DisposeAsync();
        _gateway.Dispose();
        _host.Dispose();
    }

    private Task<TaskRecord> RunAsync(string action) =>
        _rig.RunAsync(TestActions.Create(action, Test, TestMachines.Host("local")), TestUsers.With(Role.Administrator));

    private Task<bool> AutostartAsync() => _gateway.RunAsync(Id, Lane.Inventory, domain => domain.Autostart, TestContext.Current.CancellationToken);

    private Task<bool> SavedAsync() => _gateway.RunAsync(Id, Lane.Inventory, domain => domain.HasManagedSave, TestContext.Current.CancellationToken);
}

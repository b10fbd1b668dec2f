using WebConsole.Components.Shared;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Connections;
using WebConsole.Hypervisor.Inventory;
using Xunit;

namespace WebConsole.Tests.Hypervisor;

public sealed class SilentMachinesTests
{
    private static readonly MachineId Id = new("local", Guid.NewGuid());
    private readonly InventoryStore _store = new();
    private readonly SilentMachines _silent;
    private bool _stands;

    public SilentMachinesTests()
    {
        _silent = new SilentMachines("local", _store, name => name == "web-01" && _stands);
        Read();
    }

    private Machine Machine => _store.Current.Machines[Id];

    [Fact]
    public void MachineThatStandsStillTwice_DoesNotAnswer_UntilItGoesOn()
    {
        _stands = true;
        _silent.Look();
        // A process waits for its disk now and then.
        Assert.Equal(MachineReason.Booted, Machine.Reason);

        _silent.Look();
        Assert.Equal((MachineState.Running, MachineReason.NoAnswer, "does not answer"), (Machine.State, Machine.Reason, Machine.Why()));

        // libvirt goes on to call it running, with the reason for which it does.
        Read();
        Assert.Equal(MachineReason.NoAnswer, Machine.Reason);

        _stands = false;
        var asked = new List<ObjectId>();
        _store.BeginReading("local", id => { asked.Add(id); return Task.CompletedTask; });
        _silent.Look();
        Assert.Contains((ObjectId)Id, asked);
        Read();
        Assert.Equal(MachineReason.Booted, Machine.Reason);
    }

    [Fact]
    public void MachineThatIsForcedOff_IsOff()
    {
        _stands = true;
        _silent.Look();
        _silent.Look();

        Read(MachineState.ShutOff, MachineReason.Destroyed);

        Assert.Equal(MachineReason.Destroyed, Machine.Reason);
        _silent.Look();
        Assert.Equal(MachineReason.Destroyed, Machine.Reason);
    }

    private void Read(MachineState state = MachineState.Running, MachineReason reason = MachineReason.Booted) => _store.Update(snapshot => snapshot.WithMachine(new Machine
    {
        Id = Id, Name = "web-01", State = state, Reason = reason, IsActive = state is MachineState.Running, Xml = "<domain/>",
    }));
}

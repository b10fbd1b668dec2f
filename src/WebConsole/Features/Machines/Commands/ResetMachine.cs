using Libvirt;
using MudBlazor;
using WebConsole.Actions;
using WebConsole.Features.Machines.Hardware;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines.Commands;

/// <summary>Restarts the machine without asking the guest, like its reset button.</summary>
public sealed record ResetMachine : MachineCommand
{
    public static ObjectAction<Machine> AsAction { get; } = new PlainAction<Machine>("reset")
    {
        Doing = "reset",
        Label = "Reset",
        Effect = "Restarts it without asking the guest.",
        Icon = Icons.Material.Outlined.Replay,
        Confirm = "The machine restarts at once, as by its reset button. What the guest has not written to its disks is lost.",
        Applies = machine => machine is { IsActive: true, IsInJob: false, State: MachineState.Running or MachineState.Paused or MachineState.Suspended or MachineState.Crashed },
        Place = machine => machine.State is MachineState.Crashed ? 1 : null,
        Endangers = DiskWords.Written,
        ForMany = true,
        Make = (machine, host) => new ResetMachine { Machine = machine.Id, Target = machine.Name, Uri = host.Uri, Crashed = machine is { IsActive: true, State: MachineState.Crashed } },
    };

    protected override ObjectAction Of => AsAction;

    /// <summary>Whether it had crashed: libvirt resets a crashed machine and leaves it paused.</summary>
    public bool Crashed { get; init; }

    protected override bool RunsTheGuest => true;
    protected override string VirshArguments => Crashed ? "reset\nresume" : "reset";

    protected override void Call(Domain domain)
    {
        domain.Reset();
        if (MachineStateReader.Read(domain) is (MachineState.Paused, MachineReason.Crashed))
            domain.Resume();
    }
}

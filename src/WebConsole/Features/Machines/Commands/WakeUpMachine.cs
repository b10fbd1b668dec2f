using Libvirt;
using MudBlazor;
using WebConsole.Actions;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines.Commands;

/// <summary>Wakes a guest that has suspended itself.</summary>
public sealed record WakeUpMachine : MachineCommand
{
    public static ObjectAction<Machine> AsAction { get; } = new PlainAction<Machine>("wake-up")
    {
        Doing = "woken up",
        Label = "Wake up",
        Effect = "Wakes the guest, which has suspended itself.",
        Icon = Icons.Material.Outlined.PlayArrow,
        Applies = machine => machine is { IsActive: true, State: MachineState.Suspended },
        Place = _ => 1,
        Make = (machine, host) => new WakeUpMachine { Machine = machine.Id, Target = machine.Name, Uri = host.Uri },
    };

    protected override ObjectAction Of => AsAction;

    protected override bool RunsTheGuest => true;
    protected override string VirshArguments => "dompmwakeup";

    protected override void Call(Domain domain) => domain.WakeUp();
}

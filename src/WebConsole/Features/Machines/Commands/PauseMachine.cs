using Libvirt;
using MudBlazor;
using WebConsole.Actions;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines.Commands;

/// <summary>Stops the vCPUs; memory stays where it is.</summary>
public sealed record PauseMachine : MachineCommand
{
    public static ObjectAction<Machine> AsAction { get; } = new PlainAction<Machine>("pause")
    {
        Doing = "paused",
        Label = "Pause",
        Effect = "Stops its processors; memory and devices stay as they are.",
        Icon = Icons.Material.Outlined.Pause,
        Applies = IsRunning,
        Place = _ => 4,
        ForMany = true,
        Make = (machine, host) => new PauseMachine { Machine = machine.Id, Target = machine.Name, Uri = host.Uri },
    };

    protected override ObjectAction Of => AsAction;

    protected override string VirshArguments => "suspend";

    protected override void Call(Domain domain) => domain.Suspend();
}

using Libvirt;
using MudBlazor;
using WebConsole.Actions;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines.Commands;

/// <summary>Asks the guest to shut down; the operation ends when the guest has been asked.</summary>
public sealed record ShutDownMachine : MachineCommand
{
    public static ObjectAction<Machine> AsAction { get; } = new PlainAction<Machine>("shutdown")
    {
        Verb = "shut down",
        Doing = "shut down",
        Label = "Shut down",
        Effect = "Asks the guest to shut down.",
        Icon = Icons.Material.Outlined.PowerSettingsNew,
        Applies = IsRunning,
        Place = _ => 2,
        ForMany = true,
        Make = (machine, host) => new ShutDownMachine { Machine = machine.Id, Target = machine.Name, Uri = host.Uri },
    };

    protected override ObjectAction Of => AsAction;

    public override string Remark => Asked;
    protected override string VirshArguments => "shutdown";

    protected override void Call(Domain domain) => domain.Shutdown();
}

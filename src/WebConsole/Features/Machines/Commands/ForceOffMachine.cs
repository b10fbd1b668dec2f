using Libvirt;
using MudBlazor;
using WebConsole.Actions;
using WebConsole.Features.Machines.Hardware;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines.Commands;

/// <summary>Ends the machine at once, like pulling its plug. It works even if other operations hang.</summary>
public sealed record ForceOffMachine : MachineCommand
{
    public static ObjectAction<Machine> AsAction { get; } = new PlainAction<Machine>("force-off")
    {
        Doing = "forced off",
        Label = "Force off",
        Effect = "Stops it without asking the guest.",
        Icon = Icons.Material.Outlined.PowerOff,
        Confirm = "The machine stops at once, as if its plug were pulled. What the guest has not written to its disks is lost.",
        Applies = machine => machine.IsActive,
        Endangers = DiskWords.Written,
        ForMany = true,
        Make = (machine, host) => new ForceOffMachine { Machine = machine.Id, Target = machine.Name, Uri = host.Uri },
    };

    protected override ObjectAction Of => AsAction;

    public override Lane Lane => Lane.WayOut;
    protected override string VirshArguments => "destroy";

    protected override void Call(Domain domain) => domain.ForceOff();
}

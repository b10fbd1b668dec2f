using Libvirt;
using MudBlazor;
using WebConsole.Actions;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines.Commands;

/// <summary>Asks the guest to reboot; the operation ends when the guest has been asked.</summary>
public sealed record RebootMachine : MachineCommand
{
    public static ObjectAction<Machine> AsAction { get; } = new PlainAction<Machine>("reboot")
    {
        Doing = "rebooted",
        Label = "Reboot",
        Effect = "Asks the guest to reboot.",
        Icon = Icons.Material.Outlined.RestartAlt,
        Applies = IsRunning,
        Place = _ => 3,
        ForMany = true,
        Make = (machine, host) => new RebootMachine { Machine = machine.Id, Target = machine.Name, Uri = host.Uri },
    };

    protected override ObjectAction Of => AsAction;

    public override string Remark => Asked;
    public override string IfIgnored => "libvirt has told of no restart in the 5 minutes after the guest was asked.";

    public override bool HappensBy(MachineEdge edge) => edge.Machine == Machine && edge.Kind is MachineEdgeKind.GuestRestarted;

    /// <summary>Some guests, or their definition, make a stop of it.</summary>
    public override bool HappensBy(InventoryChange change) => change.Touches(Machine) && change.After.Machines.GetValueOrDefault(Machine) is not { IsActive: true };

    protected override string VirshArguments => "reboot";

    protected override void Call(Domain domain) => domain.Reboot();
}

using Libvirt;
using MudBlazor;
using WebConsole.Actions;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines.Commands;

/// <summary>Asks the guest to reboot; the operation ends when the guest has been asked.</summary>
public sealed record RebootMachine : MachineCommand
{
    private const string StillWaiting = "What waits for a restart still waits: Restart to apply shuts the machine down and starts it again.";

    public static ObjectAction<Machine> AsAction { get; } = new PlainAction<Machine>("reboot")
    {
        Doing = "rebooted",
        Label = "Reboot",
        Effect = "Asks the guest to reboot.",
        Icon = Icons.Material.Outlined.RestartAlt,
        Applies = IsRunning,
        Place = _ => 3,
        ForMany = true,
        Make = (machine, host) => new RebootMachine { Machine = machine.Id, Target = machine.Name, Uri = host.Uri, HasWaiting = PendingDefinition.Of(machine, operates: true).Count > 0 },
    };

    protected override ObjectAction Of => AsAction;

    /// <summary>Whether changes wait for a restart: a reboot from within keeps QEMU, and with it the definition in force.</summary>
    public bool HasWaiting { get; init; }

    public override string Remark => HasWaiting ? $"{Asked} {StillWaiting}" : Asked;
    public override string IfIgnored => "libvirt has told of no restart in the 5 minutes after the guest was asked.";

    public override bool HappensBy(MachineEdge edge) => edge.Machine == Machine && edge.Kind is MachineEdgeKind.GuestRestarted;

    /// <summary>Some guests, or their definition, make a stop of it.</summary>
    public override bool HappensBy(InventoryChange change) => change.Touches(Machine) && change.After.Machines.GetValueOrDefault(Machine) is not { IsActive: true };

    protected override string VirshArguments => "reboot";

    protected override void Call(Domain domain) => domain.Reboot();
}

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
    public override string IfIgnored => "The guest has not shut down 5 minutes after it was asked.";

    /// <summary>It is off, or gone with its last run, or runs anew.</summary>
    public override bool HappensBy(InventoryChange change) => change.Touches(Machine)
        && change.Before.Machines.GetValueOrDefault(Machine) is { } before
        && (change.After.Machines.GetValueOrDefault(Machine) is not { IsActive: true } after || after.StartedAt > before.StartedAt);

    protected override string VirshArguments => "shutdown";

    protected override void Call(Domain domain) => domain.Shutdown();
}

using Libvirt;
using MudBlazor;
using WebConsole.Actions;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines.Commands;

/// <summary>Discards the saved memory, so that the next start boots.</summary>
public sealed record DiscardSavedState : MachineCommand
{
    public static ObjectAction<Machine> AsAction { get; } = new PlainAction<Machine>("discard-save")
    {
        Verb = "discard the saved memory of",
        Doing = "rid of its saved memory",
        Label = "Discard saved memory",
        Effect = "Makes the next start boot afresh.",
        Icon = Icons.Material.Outlined.DeleteSweep,
        Question = "Discard the saved memory of {0}?",
        Answer = "Discard saved memory",
        Confirm = "The saved memory is thrown away, with all that was open in it. The next start boots as after a power cut.",
        Applies = machine => machine is { IsActive: false, HasManagedSave: true },
        Make = (machine, host) => new DiscardSavedState { Machine = machine.Id, Target = machine.Name, Uri = host.Uri },
    };

    protected override ObjectAction Of => AsAction;

    protected override string VirshArguments => "managedsave-remove";

    protected override void Call(Domain domain) => domain.RemoveManagedSave();
}

using Libvirt;

namespace WebConsole.Features.Machines.Commands;

/// <summary>Throws the saved memory away, so that the next start boots.</summary>
public sealed record DiscardSavedState : MachineCommand
{
    public override string Action => "discard-save";
    public override string Verb => "discard the saved memory of";
    public override string Doing => "rid of its saved memory";
    protected override bool RaisesNoEvent => true;
    protected override string VirshArguments => "managedsave-remove";

    protected override void Call(Domain domain) => domain.RemoveManagedSave();
}

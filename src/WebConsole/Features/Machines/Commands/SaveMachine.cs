using Libvirt;
using WebConsole.Operations;

namespace WebConsole.Features.Machines.Commands;

/// <summary>Writes the memory to disk and ends the machine; the next start goes on from there.</summary>
public sealed record SaveMachine : MachineCommand
{
    public override string Action => "save";
    public override string Doing => "saved";
    public override Urgency Urgency => Urgency.Job;
    protected override string VirshArguments => "managedsave";

    protected override void Call(Domain domain) => domain.ManagedSave();
}

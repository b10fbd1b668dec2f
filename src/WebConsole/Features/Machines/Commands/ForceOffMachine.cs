using Libvirt;
using WebConsole.Operations;

namespace WebConsole.Features.Machines.Commands;

/// <summary>Ends the machine at once, like pulling its plug. The way out where something else hangs.</summary>
public sealed record ForceOffMachine : MachineCommand
{
    public override string Action => "force-off";
    public override string Doing => "forced off";
    public override Urgency Urgency => Urgency.WayOut;
    protected override string VirshArguments => "destroy";

    protected override void Call(Domain domain) => domain.ForceOff();
}

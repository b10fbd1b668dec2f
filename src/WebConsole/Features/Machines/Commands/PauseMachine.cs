using Libvirt;

namespace WebConsole.Features.Machines.Commands;

/// <summary>Stops the vCPUs; memory stays where it is.</summary>
public sealed record PauseMachine : MachineCommand
{
    public override string Action => "pause";
    public override string Doing => "paused";
    protected override string VirshArguments => "suspend";

    protected override void Call(Domain domain) => domain.Suspend();
}

using Libvirt;

namespace WebConsole.Features.Machines.Commands;

/// <summary>Lets the vCPUs of a paused machine go on.</summary>
public sealed record ResumeMachine : MachineCommand
{
    public override string Action => "resume";
    public override string Doing => "resumed";
    protected override string VirshArguments => "resume";

    protected override void Call(Domain domain) => domain.Resume();
}

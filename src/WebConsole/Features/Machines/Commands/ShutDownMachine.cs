using Libvirt;

namespace WebConsole.Features.Machines.Commands;

/// <summary>Asks the guest to shut down; done when it has been asked.</summary>
public sealed record ShutDownMachine : MachineCommand
{
    public override string Action => "shutdown";
    public override string Verb => "shut down";
    public override string Doing => "shut down";
    public override string Remark => Asked;
    protected override string VirshArguments => "shutdown";

    protected override void Call(Domain domain) => domain.Shutdown();
}

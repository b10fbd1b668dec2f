using Libvirt;

namespace WebConsole.Features.Machines.Commands;

/// <summary>Sends a non-maskable interrupt, on which most guests write a crash dump.</summary>
public sealed record InjectNmi : MachineCommand
{
    public override string Action => "inject-nmi";
    public override string Verb => "send an NMI to";
    public override string Doing => "sent an NMI";
    protected override string VirshArguments => "inject-nmi";

    protected override void Call(Domain domain) => domain.InjectNmi();
}

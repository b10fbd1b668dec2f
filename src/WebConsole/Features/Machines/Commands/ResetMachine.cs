using Libvirt;

namespace WebConsole.Features.Machines.Commands;

/// <summary>Restarts the machine without asking the guest, like its reset button.</summary>
public sealed record ResetMachine : MachineCommand
{
    public override string Action => "reset";
    public override string Doing => "reset";
    protected override string VirshArguments => "reset";

    protected override void Call(Domain domain) => domain.Reset();
}

using Libvirt;

namespace WebConsole.Features.Machines.Commands;

/// <summary>Asks the guest to reboot; done when it has been asked.</summary>
public sealed record RebootMachine : MachineCommand
{
    public override string Action => "reboot";
    public override string Doing => "rebooted";
    public override string Remark => Asked;
    protected override string VirshArguments => "reboot";

    protected override void Call(Domain domain) => domain.Reboot();
}

using Libvirt;

namespace WebConsole.Features.Machines.Commands;

/// <summary>Wakes a guest that has suspended itself.</summary>
public sealed record WakeUpMachine : MachineCommand
{
    public override string Action => "wake-up";
    public override string Doing => "woken up";
    protected override string VirshArguments => "dompmwakeup";

    protected override void Call(Domain domain) => domain.WakeUp();
}

using Libvirt;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines.Commands;

/// <summary>Restarts the machine without asking the guest, like its reset button.</summary>
public sealed record ResetMachine : MachineCommand
{
    /// <summary>Whether it had crashed: libvirt resets such a one and leaves it paused.</summary>
    public bool Crashed { get; init; }

    public override string Action => "reset";
    public override string Doing => "reset";
    protected override string VirshArguments => Crashed ? "reset\nresume" : "reset";

    protected override void Call(Domain domain)
    {
        domain.Reset();
        if (MachineStateReader.Read(domain) is (MachineState.Paused, MachineReason.Crashed))
            domain.Resume();
    }
}

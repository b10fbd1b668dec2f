using Libvirt;
using WebConsole.Operations;

namespace WebConsole.Features.Machines.Commands;

/// <summary>Boots the machine, or lets it go on from its saved memory.</summary>
public sealed record StartMachine : MachineCommand
{
    /// <summary>Whether there is saved memory, which takes long to read where there is much of it.</summary>
    public bool Restores { get; init; }

    public override string Action => "start";
    public override string Doing => "started";
    public override Urgency Urgency => Restores ? Urgency.Job : Urgency.Click;
    protected override string VirshArguments => "start";

    // With these QEMU ends while it reads; what else may be missing (a disk, a network) has codes of its own.
    public override string? AdviceFor(LibvirtErrorCode code) => Restores && code is (LibvirtErrorCode.OperationFailed or LibvirtErrorCode.InternalError)
        ? "The saved memory can't be read: discard it to boot afresh."
        : null;

    protected override void Call(Domain domain) => domain.Start();
}

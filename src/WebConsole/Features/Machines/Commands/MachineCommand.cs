using System.Collections.Immutable;
using Libvirt;
using WebConsole.Actions;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Machines.Commands;

/// <summary>One call of libvirt on one machine.</summary>
public abstract record MachineCommand : ActionOperation
{
    /// <summary>The remark for actions that only ask the guest.</summary>
    protected const string Asked = "The guest has been asked. It may take its time, or ignore it: its console shows which.";

    public required MachineId Machine { get; init; }

    /// <summary>libvirt's URI of the machine's host, for <see cref="VirshLine"/>.</summary>
    public required string Uri { get; init; }

    public sealed override ObjectId Subject => Machine;
    public sealed override string VirshLine =>
        string.Join('\n', VirshArguments.Split('\n').Select(arguments => VirshCommand.ForMachine(Uri, arguments, Machine, Target)));

    /// <summary>virsh's command and options, without the machine; one a line where it takes several.</summary>
    protected abstract string VirshArguments { get; }

    /// <summary>Whether the guest goes on, so that nothing may change its volumes at the same time.</summary>
    protected virtual bool RunsTheGuest => false;

    protected static bool IsRunning(Machine machine) => machine is { IsActive: true, State: MachineState.Running };

    public sealed override string? WhyNot(InventorySnapshot inventory) => base.WhyNot(inventory)
        ?? (inventory.Machines.ContainsKey(Machine) ? null : $"There is no machine {Machine.Uuid:D} on {Host} (any more).");

    public sealed override IEnumerable<ObjectClaim> ClaimsIn(InventorySnapshot inventory) =>
        // Where its disks have a job, QEMU has the images open, and the job has claimed them: a paused guest can go on.
        RunsTheGuest && inventory.Machines.GetValueOrDefault(Machine) is { DiskJobs.IsEmpty: true } machine
            ? base.ClaimsIn(inventory).Concat(VolumeNames.OfMachine(inventory, machine).Select(volume => new ObjectClaim(volume, IsShared: true)))
            : base.ClaimsIn(inventory);

    public override Task ExecuteAsync(OperationContext context) => context.RunAsync(Machine, Lane, Call, doing: Action);

    /// <summary>The libvirt call, on a thread that may block.</summary>
    protected abstract void Call(Domain domain);
}

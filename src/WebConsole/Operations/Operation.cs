using Libvirt;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;

namespace WebConsole.Operations;

/// <summary>
/// One thing that someone wants done. There is one class per action, in its feature's <c>Commands</c> folder,
/// and <see cref="OperationRunner"/> is the only one that executes them.
/// </summary>
public abstract record Operation
{
    /// <summary>The stable word of the audit log and the API: <c>start</c>, <c>force-off</c>.</summary>
    public abstract string Action { get; }

    /// <summary>The action as a verb for sentences: "Could not <c>force off</c> web-01".</summary>
    public virtual string Verb => Action.Replace('-', ' ');

    /// <summary>The action as it is being done: "web-01 is already being <c>forced off</c>".</summary>
    public virtual string Doing => "worked on";

    /// <summary>The machine it is done to, where it is done to one.</summary>
    public MachineId? Machine { get; init; }

    /// <summary>The host it is done on.</summary>
    public abstract string Host { get; }

    /// <summary>What it is done to, in words for people: the machine's name.</summary>
    public required string Target { get; init; }

    /// <summary>The least role that may do it.</summary>
    public abstract Role Required { get; }

    /// <summary>The same by <c>virsh</c>, ready to paste into a shell.</summary>
    public abstract string VirshLine { get; }

    /// <summary>
    /// Why there is no sense in trying, or <c>null</c>. Only what libvirt can't say better: whether a machine's state
    /// allows an action is its word.
    /// </summary>
    public virtual string? WhyNot(InventorySnapshot inventory) =>
        inventory.Host(Host) is null ? $"There is no host named {Host}." : null;

    /// <summary>Whether this can't begin while <paramref name="other"/> waits or runs.</summary>
    public virtual bool ConflictsWith(Operation other) => Machine is { } machine
        ? other.Machine == machine
        : (other.Action, other.Host, other.Target) == (Action, Host, Target);

    /// <summary>Whether it takes part in conflicts at all: what WebConsole does by itself stands in nobody's way, and nobody in its.</summary>
    public virtual bool Blocks => true;

    /// <summary>Whether libvirt raises no event for it, so that its machine has to be read again once it is done.</summary>
    public virtual bool IsSilent => false;

    /// <summary>What is still open where it went well: that the guest was only asked. Also a localizer's key.</summary>
    public virtual string? Remark => null;

    /// <summary>What to do where libvirt fails it with this code and the action knows better than the code alone, or <c>null</c>.</summary>
    public virtual string? AdviceFor(LibvirtErrorCode code) => null;

    /// <summary>Does it. Authorised and audited before it is called, and away from any circuit.</summary>
    public abstract Task ExecuteAsync(HypervisorGateway gateway, CancellationToken cancellationToken);
}

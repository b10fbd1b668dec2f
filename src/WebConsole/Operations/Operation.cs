using System.Collections.Immutable;
using Libvirt;
using WebConsole.Access;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

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

    /// <summary>What it is done to.</summary>
    public abstract ObjectId Subject { get; }

    /// <summary>What it is done to, in words for people: the machine's name.</summary>
    public required string Target { get; init; }

    public string Host => Subject.Host;

    /// <summary>
    /// The objects that nothing else may change meanwhile; a parent stands for its children. Empty for what stands in
    /// nobody's way, such as what WebConsole does by itself.
    /// </summary>
    public virtual ImmutableArray<ObjectId> Claims => [Subject];

    /// <summary>What someone must be allowed to do with <see cref="Subject"/>.</summary>
    public abstract Right Needs { get; }

    /// <summary>
    /// The lane of its libvirt calls. An operation of <see cref="Lane.WayOut"/> starts even while another operation works
    /// on the same object, unless that one is the same action.
    /// </summary>
    public virtual Lane Lane => Lane.Commands;

    /// <summary>Whether it can be stopped once it runs; before that every operation can.</summary>
    public virtual bool CanCancel => false;

    /// <summary>What was asked for, for the audit log: names and values, never a secret.</summary>
    public virtual ImmutableArray<(string Name, string Value)> Parameters => [];

    /// <summary>The same by <c>virsh</c>, one command a line, ready to paste into a shell. A secret is a placeholder.</summary>
    public abstract string VirshLine { get; }

    /// <summary>
    /// Why there is no sense in trying, or <c>null</c>. Only what libvirt can't say better: whether a machine's state
    /// allows an action is its word.
    /// </summary>
    public virtual string? WhyNot(InventorySnapshot inventory) =>
        inventory.Host(Host) is null ? $"There is no host named {Host}." : null;

    /// <summary>What is wrong with what was asked for, by the fields' names in the API; empty for nothing. Asked when it begins.</summary>
    public virtual IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory) => ImmutableDictionary<string, string[]>.Empty;

    /// <summary>Why others that use the object stand against it, or <c>null</c>: a machine that runs on the volume.</summary>
    public virtual string? WhyConflicts(InventorySnapshot inventory) => null;

    /// <summary>The objects that it changes without an event of libvirt's: they are read again once it has ended, however.</summary>
    public virtual ImmutableArray<ObjectId> Silent => [];

    /// <summary>What is still open where it went well: that the guest was only asked. Also a localizer's key.</summary>
    public virtual string? Remark => null;

    /// <summary>What to do where libvirt fails it and the action knows better than the code alone, or <c>null</c>.</summary>
    /// <param name="error">What libvirt said.</param>
    /// <param name="inventory">How things stand.</param>
    public virtual string? AdviceFor(LibvirtException error, InventorySnapshot inventory) => null;

    /// <summary>Does it. Authorised and audited before it is called, and away from any circuit.</summary>
    public abstract Task ExecuteAsync(OperationContext context);
}

using System.Collections.Immutable;
using Libvirt;
using WebConsole.Access;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Operations;

/// <summary>
/// A change that a user or the system requests. There is one class per action, in its feature's <c>Commands</c> folder,
/// and only <see cref="OperationRunner"/> executes operations.
/// </summary>
public abstract record Operation
{
    /// <summary>The stable name in the audit log and the API: <c>start</c>, <c>force-off</c>.</summary>
    public abstract string Action { get; }

    /// <summary>The action as a verb for sentences: "Could not <c>force off</c> web-01".</summary>
    public virtual string Verb => Action.Replace('-', ' ');

    /// <summary>The action as it is being done: "web-01 is already being <c>forced off</c>".</summary>
    public virtual string Doing => "worked on";

    /// <summary>The object.</summary>
    public abstract ObjectId Subject { get; }

    /// <summary>What it is done to, in words for people: the machine's name.</summary>
    public required string Target { get; init; }

    public string Host => Subject.Host;

    /// <summary>
    /// The objects that no other operation may change at the same time; a parent includes its children. Empty for
    /// operations that conflict with nothing, such as those of WebConsole itself.
    /// </summary>
    public virtual ImmutableArray<ObjectId> Claims => [Subject];

    /// <summary>
    /// <see cref="Claims"/> with all that the inventory adds: other names of the same objects, and what a machine uses.
    /// </summary>
    public virtual IEnumerable<ObjectClaim> ClaimsIn(InventorySnapshot inventory) =>
        Claims.SelectMany(claim => claim.Kind is ObjectKind.Volume ? VolumeNames.OfVolume(inventory, claim) : [claim]).Select(claim => new ObjectClaim(claim));

    /// <summary>The right on <see cref="Subject"/> that the user needs.</summary>
    public abstract Right Needs { get; }

    /// <summary>The rights on other objects that it needs, too: one that consists of parts needs that of each.</summary>
    public virtual IEnumerable<(Right Right, ObjectId On)> AlsoNeeds => [];

    /// <summary>
    /// The lane of its libvirt calls. An operation of <see cref="Lane.WayOut"/> starts even while another operation works
    /// on the same object, unless that one is the same action.
    /// </summary>
    public virtual Lane Lane => Lane.Commands;

    /// <summary>Whether it can be cancelled while it runs. A waiting operation can always be cancelled.</summary>
    public virtual bool CanCancel => false;

    /// <summary>Whether it changes nothing, so that no object has to be read again before the end is told.</summary>
    public virtual bool OnlyReads => false;

    /// <summary>Whether WebConsole, which began it, tries it again by itself: its failure asks nobody to do anything.</summary>
    public virtual bool IsTriedAgain => false;

    /// <summary>The arguments for the audit log: names and values, never a secret.</summary>
    public virtual ImmutableArray<(string Name, string Value)> Parameters => [];

    /// <summary>The secrets that it was given; no message of the task may hold them.</summary>
    public virtual ImmutableArray<string> Secrets => [];

    /// <summary>
    /// The equivalent <c>virsh</c> commands, one per line, ready to paste into a shell. Secrets are placeholders.
    /// </summary>
    public abstract string VirshLine { get; }

    /// <summary>The same as the task keeps it, which viewers read: without what they may not see of a definition.</summary>
    public virtual string KeptVirshLine => VirshLine;

    /// <summary>
    /// Why the operation can't be tried, or <c>null</c>. Only checks that libvirt does not make better: libvirt decides
    /// whether a machine's state allows an action.
    /// </summary>
    public virtual string? WhyNot(InventorySnapshot inventory) =>
        inventory.Host(Host) is null ? $"There is no host named {Host}." : null;

    /// <summary>
    /// Errors in the arguments, by the fields' names in the API; empty if there are none. Checked before it begins.
    /// </summary>
    public virtual IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory) => ImmutableDictionary<string, string[]>.Empty;

    /// <summary>What is allowed, and may not be meant. Forms show it; the task of a request says it in its log.</summary>
    public virtual ImmutableArray<FieldNote> Warnings(InventorySnapshot inventory) => [];

    /// <summary>Learns what it depends on, before a program hears what it would do. It may wait for files and libvirt.</summary>
    public virtual Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>What it would do, where it has no mistakes.</summary>
    public virtual OperationPreview Preview(InventorySnapshot inventory) => new() { Warnings = WarningsOfPreview(inventory), Virsh = VirshLine };

    /// <summary>
    /// Why another object that uses this one prevents the operation, for example a running machine that uses the
    /// volume; or <c>null</c>.
    /// </summary>
    public virtual string? WhyConflicts(InventorySnapshot inventory) => null;

    /// <summary>What else suffers from it, in a sentence for the confirmation; <c>null</c> if nothing.</summary>
    public virtual string? WhatSuffers(InventorySnapshot inventory) => null;

    /// <summary>A program reads among the warnings what a person reads in the confirmation.</summary>
    private ImmutableArray<FieldNote> WarningsOfPreview(InventorySnapshot inventory)
    {
        var warnings = Warnings(inventory);
        return WhatSuffers(inventory) is { } suffers && warnings.All(warning => warning.Text != suffers) ? warnings.Insert(0, new FieldNote(null, suffers)) : warnings;
    }

    /// <summary>Whether the confirmation has the name typed, for who depends on the object.</summary>
    public virtual bool AsksForName(InventorySnapshot inventory) => false;

    /// <summary>The machines that use what it is done to, where the confirmation is to name them.</summary>
    public virtual IReadOnlyList<Machine> WhoUses(InventorySnapshot inventory) => [];

    /// <summary>Asks <see cref="WhyConflicts"/> once more before anything is done, of machines and files that are read for it.</summary>
    /// <param name="context">The task.</param>
    /// <param name="files">Whether files matter.</param>
    protected async Task LookForUsersAsync(OperationContext context, bool files = true)
    {
        await context.ReadMachinesAsync(Host).ConfigureAwait(false);
        if (WhyConflicts(files ? await context.LookAtFilesAsync(Subject).ConfigureAwait(false) : context.Inventory) is { } conflict)
            throw new OperationFailedException(conflict, "Nothing was changed.");
    }

    /// <summary>
    /// What the user should know after success, for example that the guest was only asked. Also a localizer's key.
    /// </summary>
    public virtual string? Remark => null;

    /// <summary>
    /// What the task says in the end if what was only asked for (<see cref="Remark"/>) has not happened in
    /// <see cref="AskedFor.Patience"/>; also a localizer's key.
    /// </summary>
    public virtual string? IfIgnored => null;

    /// <summary>
    /// What takes it back, asked before it begins; <c>null</c> where nothing does, or where it is not done without being asked. A page offers it for a
    /// moment, to who has done it.
    /// </summary>
    public virtual Operation? Undo(InventorySnapshot inventory) => null;

    /// <summary>Whether this change shows that what was asked for has happened.</summary>
    public virtual bool HappensBy(InventoryChange change) => false;

    /// <inheritdoc cref="HappensBy(InventoryChange)"/>
    public virtual bool HappensBy(MachineEdge edge) => false;

    /// <summary>
    /// Advice after an error of libvirt, if the action knows more than the error code says; or <c>null</c>.
    /// </summary>
    /// <param name="error">libvirt's error.</param>
    /// <param name="inventory">The current inventory.</param>
    public virtual string? AdviceFor(LibvirtException error, InventorySnapshot inventory) => null;

    /// <summary>
    /// Executes the operation. It has been authorised and audited before, and it does not run on a circuit.
    /// </summary>
    public abstract Task ExecuteAsync(OperationContext context);
}

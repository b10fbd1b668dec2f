using System.Collections.Immutable;
using System.Globalization;
using WebConsole.Access;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Text;

namespace WebConsole.History.Commands;

/// <summary>
/// Gives a version of a definition a name, or pins it, so that it stays when older ones go. It is no action of an object, which may be
/// deleted.
/// </summary>
public sealed record MarkVersion : Operation
{
    internal const int LongestLabel = 100;

    public override string Action => "mark-version";

    public override string Verb => "name a version of";

    public override string Doing => "given a name in its history";

    public override Right Needs => Right.Operate;

    public required ObjectId Id { get; init; }

    /// <summary>The version, as the history numbers it.</summary>
    public required long Version { get; init; }

    public required VersionMark Asked { get; init; }

    public required HistoryStore Store { get; init; }

    public override ObjectId Subject => Id;

    /// <summary>Whether it has a name or is pinned already.</summary>
    public bool IsMarked { get; init; }

    /// <summary>A version that somebody keeps is given up only by those who may change the object.</summary>
    public override IEnumerable<(Right Right, ObjectId On)> AlsoNeeds => IsMarked ? [(Right.Configure, Id)] : [];

    /// <summary>It changes nothing of the object.</summary>
    public override ImmutableArray<ObjectId> Claims => [];

    public override bool OnlyReads => true;

    public override ImmutableArray<(string Name, string Value)> Parameters =>
        [("version", Version.ToString(CultureInfo.InvariantCulture)), ("label", Asked.Label ?? ""), ("pinned", Asked.Pinned == true ? "true" : "false")];

    /// <summary>libvirt knows nothing of it.</summary>
    public override string VirshLine => "";

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory) =>
        Asked.Label is { } label && (label.Length > LongestLabel || !PlainText.IsLabel(label)) ? new Dictionary<string, string[]> { ["label"] = [$"One line of at most {LongestLabel} characters."] } : base.Mistakes(inventory);

    public override async Task ExecuteAsync(OperationContext context)
    {
        var label = string.IsNullOrWhiteSpace(Asked.Label) ? null : Asked.Label.Trim();
        if (!await Store.MarkAsync(Id, Version, label, Asked.Pinned == true, context.Cancellation).ConfigureAwait(false))
            throw new OperationFailedException($"There is no version {Version} of {Target}, or {HistoryStore.MostMarked} of its versions are named or pinned already.", "Release one that is not needed any more.");
    }
}

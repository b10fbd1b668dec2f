using System.Collections.Immutable;
using WebConsole.Operations;

namespace WebConsole.Storage.Kinds;

/// <summary>What was found that a pool could be made of, or why nothing could be looked for.</summary>
public sealed record SourceSearch(ImmutableArray<FoundSource> Found)
{
    public SourceSearch(RefusalReason reason, string said) : this([]) => (Reason, Said) = (reason, said);

    public RefusalReason? Reason { get; }

    /// <summary>The error in words, libvirt's or ours.</summary>
    public string? Said { get; }

    public string? Advice { get; init; }

    /// <summary>The argument that is wrong, by its name in the API.</summary>
    public string? Field { get; init; }
}

using System.Collections.Immutable;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Operations;

namespace WebConsole.History;

/// <summary>One version of a definition, or its end. Its texts come from whoever wrote the definition, so they are untrusted.</summary>
public sealed record KeptVersion
{
    public required long Id { get; init; }

    /// <summary>Whose definition.</summary>
    public required ObjectId Of { get; init; }

    public required VersionEvent Event { get; init; }

    /// <summary>When WebConsole noticed it.</summary>
    public required DateTimeOffset NoticedAt { get; init; }

    /// <summary>When it last knew the version before, where it was away in between; <c>null</c> where it watched.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Who of WebConsole; <c>null</c> for anybody and anything outside.</summary>
    public DefinitionAuthor? Author { get; init; }

    /// <summary>The object's name in this version.</summary>
    public required string Name { get; init; }

    /// <summary>The places that changed since the version before, without values, which viewers may not all read; the first few of <see cref="ChangeCount"/>.</summary>
    public ImmutableArray<KeptChange> Changes { get; init; } = [];

    public int ChangeCount { get; init; }

    /// <summary>The name that somebody gave to the version.</summary>
    public string? Label { get; init; }

    /// <summary>Whether it stays when older ones go.</summary>
    public bool Pinned { get; init; }

    /// <summary>Whether there is a definition: a deletion has none.</summary>
    public bool HasText => Event is not VersionEvent.Deleted;
}

/// <summary>A place of a definition that a version has changed.</summary>
public readonly record struct KeptChange(DefinitionChangeKind Kind, string Path);

public enum VersionEvent
{
    /// <summary>It was there when WebConsole first looked.</summary>
    Found,

    /// <summary>It was defined.</summary>
    Defined,
    Changed,
    Deleted,
}

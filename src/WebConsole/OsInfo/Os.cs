using System.Collections.Immutable;

namespace WebConsole.OsInfo;

/// <summary>An operating system as osinfo-db describes it.</summary>
/// <param name="Id">Its stable name, a URI that other tools store in definitions, too: <c>http://debian.org/debian/11</c>.</param>
/// <seealso href="https://gitlab.com/libosinfo/osinfo-db"/>
public sealed record Os(string Id)
{
    /// <summary>Its short name: <c>debian11</c>.</summary>
    public string? ShortId { get; init; }

    /// <summary>For people: <c>Debian 11</c>.</summary>
    public required string Name { get; init; }

    public string? Version { get; init; }

    /// <summary><c>linux</c>, <c>winnt</c>, <c>freebsd</c>, …</summary>
    public string? Family { get; init; }

    /// <summary><c>debian</c>, <c>ubuntu</c>, <c>win</c>, …</summary>
    public string? Distribution { get; init; }

    public string? Vendor { get; init; }

    public DateOnly? Released { get; init; }

    /// <summary>After this day its vendor mends nothing any more.</summary>
    public DateOnly? EndOfLife { get; init; }

    /// <summary>The systems that it is made from, the nearest first: what it does not say of itself holds as for them.</summary>
    public ImmutableArray<string> Bases { get; init; } = [];

    public ImmutableArray<OsMedium> Media { get; init; } = [];

    /// <summary>What it says of its needs itself; <see cref="OsDatabase.NeedsOf"/> asks its bases, too.</summary>
    public ImmutableArray<OsResources> Resources { get; init; } = [];
}

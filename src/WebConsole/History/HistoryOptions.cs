using System.ComponentModel.DataAnnotations;

namespace WebConsole.History;

/// <summary>How much of the history of definitions is kept: settings under <c>WebConsole:History</c>.</summary>
public sealed record HistoryOptions
{
    public const string Section = "WebConsole:History";

    /// <summary>The most versions of one object, apart from named and pinned ones; the oldest go.</summary>
    [Range(1, 100_000)]
    public int Versions { get; init; } = 200;

    /// <summary>How long the versions of a deleted object are kept, apart from named and pinned ones.</summary>
    [Range(1, 36_500)]
    public int DeletedDays { get; init; } = 365;

    /// <summary>The most of the disk for all of them; the oldest go.</summary>
    [Range(16, 1_000_000)]
    public int Megabytes { get; init; } = 512;
}

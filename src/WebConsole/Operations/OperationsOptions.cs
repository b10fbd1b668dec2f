namespace WebConsole.Operations;

/// <summary>Limits of active operations and of remembered tasks.</summary>
public sealed record OperationsOptions
{
    public const string Section = "WebConsole:Operations";

    /// <summary>The most operations that may wait or run; more are refused.</summary>
    public int Accepted { get; init; } = 1_000;

    /// <summary>Tasks kept in the database, about 600 bytes each without steps.</summary>
    public int Kept { get; init; } = 10_000;

    /// <summary>Ended tasks kept in memory for the pages that show the newest.</summary>
    public int Recent { get; init; } = 1_000;

    internal bool AreUsable => int.Min(Accepted, int.Min(Kept, Recent)) >= 1;
}

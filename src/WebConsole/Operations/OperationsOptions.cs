namespace WebConsole.Operations;

/// <summary>Limits of active operations and of remembered tasks.</summary>
public sealed record OperationsOptions
{
    public const string Section = "WebConsole:Operations";

    /// <summary>
    /// The most operations of one host that may wait or run; more are refused. Ways out have as many places of their own.
    /// </summary>
    public int Accepted { get; init; } = 1_000;

    /// <summary>The most of them that one person may have, so that the others get theirs.</summary>
    public int AcceptedOfPerson { get; init; } = 400;

    /// <summary>Tasks kept in the database, about 600 bytes each without steps.</summary>
    public int Kept { get; init; } = 10_000;

    /// <summary>Ended tasks kept in memory for the pages that show the newest.</summary>
    public int Recent { get; init; } = 1_000;

    internal bool AreUsable => int.Min(int.Min(Accepted, AcceptedOfPerson), int.Min(Kept, Recent)) >= 1;
}

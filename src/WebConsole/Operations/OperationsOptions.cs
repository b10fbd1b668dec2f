namespace WebConsole.Operations;

/// <summary>How much is done at once and how much of it is remembered.</summary>
public sealed record OperationsOptions
{
    public const string Section = "WebConsole:Operations";

    /// <summary>Operations that run at once on one host; libvirtd has 20 workers for everybody.</summary>
    public int RunningPerHost { get; init; } = 4;

    /// <summary>Operations that run at once on all hosts.</summary>
    public int Running { get; init; } = 32;

    /// <summary>Operations that wait or run; more are refused.</summary>
    public int Accepted { get; init; } = 2_000;

    /// <summary>Tasks kept in the database, about 600 bytes each.</summary>
    public int Kept { get; init; } = 10_000;

    /// <summary>Ended tasks kept in memory for the pages that show the newest.</summary>
    public int Recent { get; init; } = 1_000;

    internal bool AreUsable => int.Min(int.Min(RunningPerHost, Running), int.Min(Accepted, int.Min(Kept, Recent))) >= 1;
}

namespace WebConsole.OsInfo.Trees;

/// <summary>What an installation tree holds.</summary>
/// <param name="Os">The operating system; where <see cref="IsNearest"/>, its nearest relative.</param>
/// <param name="Tree">Which of its trees; <c>null</c> where only the system is known.</param>
/// <param name="IsNearest">Set where it is a release that the data do not know.</param>
public sealed record OsTreeMatch(Os Os, OsTree? Tree, bool IsNearest)
{
    /// <summary>The version that the tree tells, where <see cref="IsNearest"/>; <c>null</c> if it tells none.</summary>
    public string? Version { get; init; }

    /// <summary>What it is called: where <see cref="IsNearest"/>, not as its relative.</summary>
    public Os Called => IsNearest ? Os.As(Version) : Os;
}

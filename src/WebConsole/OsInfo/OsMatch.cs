namespace WebConsole.OsInfo;

/// <summary>What an installation medium holds.</summary>
/// <param name="Os">The operating system; where <see cref="IsNearest"/>, its nearest relative.</param>
/// <param name="Medium">Which of its media.</param>
public sealed record OsMatch(Os Os, OsMedium Medium)
{
    /// <summary>Set where the medium is a release that the data do not know, for example a newer one: then it is like <see cref="Os"/>.</summary>
    public bool IsNearest { get; init; }

    /// <summary>The version that the medium tells, where <see cref="IsNearest"/>.</summary>
    public string? Version { get; init; }

    /// <summary>What it is called: where <see cref="IsNearest"/>, not as its relative.</summary>
    public Os Called => IsNearest ? Os.As(Version) : Os;

    /// <summary>For people, with the edition: <c>Fedora Linux 37 Workstation</c>.</summary>
    public string Name => Medium.Edition ?? Os.Name;
}

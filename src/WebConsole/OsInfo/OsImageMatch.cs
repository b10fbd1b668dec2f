namespace WebConsole.OsInfo;

/// <summary>What the name of a disk image tells of what is on it. Whoever named it may have been wrong.</summary>
/// <param name="Os">The operating system; where <see cref="IsNearest"/>, its nearest relative.</param>
/// <param name="Architecture">As libvirt names it; <c>null</c> if the name does not tell.</param>
public sealed record OsImageMatch(Os Os, string? Architecture)
{
    /// <summary>Set where it is a release that the data do not know: then it is like <see cref="Os"/>.</summary>
    public bool IsNearest { get; init; }

    /// <summary>The version that the name tells.</summary>
    public string? Version { get; init; }

    /// <summary>What it is called: where <see cref="IsNearest"/>, not as its relative.</summary>
    public Os Called => IsNearest ? Os.As(Version) : Os;

    /// <summary>Whether cloud-init runs in it; <c>null</c> if that is not known.</summary>
    public bool? HasCloudInit { get; init; }
}

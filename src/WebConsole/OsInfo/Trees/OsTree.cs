namespace WebConsole.OsInfo.Trees;

/// <summary>An installation tree of an operating system: a directory of a web server with an installer and packages.</summary>
/// <param name="Architecture">As libvirt names it; <see cref="OsResources.AnyArchitecture"/> for all.</param>
public sealed record OsTree(string Architecture)
{
    /// <summary>Where its makers have it; mirrors have the same path.</summary>
    public string? Url { get; init; }

    /// <summary>The installer's kernel, below the tree; <c>null</c> where the tree's own description says it.</summary>
    public string? Kernel { get; init; }

    /// <summary>The installer's initial RAM disk, below the tree.</summary>
    public string? Initrd { get; init; }

    /// <summary>What the tree's own description (<see cref="TreeInfo"/>) says of it.</summary>
    public LabelPattern? Family { get; init; }

    public LabelPattern? Variant { get; init; }

    public LabelPattern? Version { get; init; }

    /// <summary>How much must fit: of two trees that do, the more specific one is meant.</summary>
    internal int Weight => new[] { Family, Variant, Version }.Count(part => part is not null);

    internal bool Fits(TreeInfo info) => Weight > 0 && Fits(Family, info.Family) && Fits(Variant, info.Variant) && Fits(Version, info.Version);

    private static bool Fits(LabelPattern? pattern, string? text) => pattern is null || (text is not null && pattern.IsIn(text));
}

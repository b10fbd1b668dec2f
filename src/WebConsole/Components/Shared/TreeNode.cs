namespace WebConsole.Components.Shared;

/// <summary>A branch or a leaf of a <see cref="Tree"/>.</summary>
/// <param name="Id">Its ID, unique in the tree.</param>
/// <param name="Text">What it shows.</param>
public sealed record TreeNode(string Id, string Text)
{
    /// <summary>A smaller text after it: "12 Mar 09:10 · 410 MiB".</summary>
    public string? Second { get; init; }

    public IReadOnlyList<TreeNode> Children { get; init; } = [];
}

namespace WebConsole.Text;

/// <summary>A block of consecutive lines: unchanged, or old lines with the new lines that replace them.</summary>
/// <param name="Old">The old lines.</param>
/// <param name="New">The new lines; the same as <paramref name="Old"/> if nothing changed.</param>
/// <param name="IsSame">Whether nothing changed.</param>
public sealed record DiffBlock(IReadOnlyList<string> Old, IReadOnlyList<string> New, bool IsSame);

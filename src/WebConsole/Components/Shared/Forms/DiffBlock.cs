namespace WebConsole.Components.Shared.Forms;

/// <summary>A run of lines that share a fate: unchanged, or old ones and the new ones in their place.</summary>
/// <param name="Old">Lines that were.</param>
/// <param name="New">Lines that are; the same as <paramref name="Old"/> where nothing changed.</param>
/// <param name="IsSame">Whether nothing changed.</param>
public sealed record DiffBlock(IReadOnlyList<string> Old, IReadOnlyList<string> New, bool IsSame);

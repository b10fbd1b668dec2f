namespace WebConsole.History;

/// <summary>What to remember of a version, in the form of the API.</summary>
/// <param name="Label">Its name; none without.</param>
/// <param name="Pinned">Whether it stays when older ones go; a named one does anyway.</param>
public sealed record VersionMark(string? Label = null, bool? Pinned = null);

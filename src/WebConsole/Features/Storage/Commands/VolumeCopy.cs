namespace WebConsole.Features.Storage.Commands;

/// <summary>The arguments for a copy of a volume, in the form of the API.</summary>
/// <param name="Name">The copy's name, in the same pool.</param>
public sealed record VolumeCopy(string? Name = null);

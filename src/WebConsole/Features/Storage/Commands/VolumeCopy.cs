namespace WebConsole.Features.Storage.Commands;

/// <summary>A copy to be made of a volume, as the API takes it.</summary>
/// <param name="Name">The copy's name, in the same pool.</param>
public sealed record VolumeCopy(string? Name = null);

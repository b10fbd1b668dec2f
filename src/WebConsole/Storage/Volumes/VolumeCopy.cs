namespace WebConsole.Storage.Volumes;

/// <summary>The arguments for a copy of a volume, in the form of the API.</summary>
/// <param name="Name">The copy's name.</param>
/// <param name="Pool">The UUID of its pool; the same pool without it.</param>
/// <param name="Format">Its format; the same format without it, or raw where volumes have none.</param>
public sealed record VolumeCopy(string? Name = null, Guid? Pool = null, string? Format = null);

/// <summary>The argument for a move of a volume.</summary>
/// <param name="Pool">The UUID of the other pool.</param>
public sealed record VolumeMove(Guid? Pool = null);

namespace WebConsole.Storage.Volumes;

/// <summary>A volume on the same host, in the form of the API.</summary>
/// <param name="Pool">The UUID of its pool.</param>
/// <param name="Volume">Its name.</param>
public sealed record VolumeName(Guid? Pool = null, string? Volume = null);

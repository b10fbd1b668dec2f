namespace WebConsole.Storage.Volumes;

/// <summary>The volume that a new one rests on, in the form of the API.</summary>
/// <param name="Pool">The UUID of its pool, on the same host.</param>
/// <param name="Volume">Its name.</param>
/// <param name="Format">Its format; by default what libvirt takes it for.</param>
public sealed record BackingVolume(Guid? Pool = null, string? Volume = null, string? Format = null);

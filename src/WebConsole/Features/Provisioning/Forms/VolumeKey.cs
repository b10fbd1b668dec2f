namespace WebConsole.Features.Provisioning.Forms;

/// <summary>A volume that was chosen.</summary>
/// <param name="Pool">The UUID of its pool.</param>
/// <param name="Name">Its name.</param>
/// <param name="Format">As what QEMU reads it.</param>
public sealed record VolumeKey(Guid Pool, string Name, string Format);

namespace WebConsole.Features.Machines.Devices.Jobs;

/// <summary>Where the disk of a running machine is moved, in the form of the API.</summary>
/// <param name="Pool">The UUID of the pool that gets it.</param>
/// <param name="Name">The name of its volume there; by default that of the machine and the disk.</param>
/// <param name="Format">The format of its image there, <c>qcow2</c> or <c>raw</c>; by default the one that it has. In pools without files there is none.</param>
/// <param name="DeleteOriginal">Whether the volume that the machine leaves is deleted for good, once it is used by nothing.</param>
/// <param name="Rate">The limit of the copy, in bytes per second; by default there is none.</param>
public sealed record DiskMove(Guid? Pool = null, string? Name = null, string? Format = null, bool? DeleteOriginal = null, long? Rate = null);

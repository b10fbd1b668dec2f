namespace WebConsole.Features.Machines.Devices.Jobs;

/// <summary>How a disk is flattened, in the form of the API.</summary>
/// <param name="Base">The path of the image on which the disk then rests directly; by default it rests on none.</param>
/// <param name="Rate">The limit, in bytes per second; by default there is none.</param>
public sealed record DiskFlattening(string? Base = null, long? Rate = null);

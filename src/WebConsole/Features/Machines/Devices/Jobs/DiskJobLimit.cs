namespace WebConsole.Features.Machines.Devices.Jobs;

/// <summary>The limit of a job on a disk, in the form of the API.</summary>
/// <param name="Rate">In bytes per second; without it, there is none.</param>
public sealed record DiskJobLimit(long? Rate = null);

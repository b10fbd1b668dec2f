namespace WebConsole.Features.Machines.Devices.Jobs;

/// <summary>How images of a disk are merged, in the form of the API.</summary>
/// <param name="Top">The path of the topmost image that is written into the one below; by default the disk's own.</param>
/// <param name="Into">The path of the image that is written to; by default the one directly below.</param>
/// <param name="DeleteMerged">Whether the volumes of the images above it, which the disk then uses no more, are deleted for good.</param>
/// <param name="Rate">The limit, in bytes per second; by default there is none.</param>
public sealed record DiskMerge(string? Top = null, string? Into = null, bool? DeleteMerged = null, long? Rate = null);

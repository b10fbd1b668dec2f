namespace WebConsole.Features.Machines.Devices.Commands;

/// <summary>The medium for a drive, in the form of the API.</summary>
/// <param name="Pool">The UUID of the pool.</param>
/// <param name="Volume">The name of the volume: an ISO image for a CD-ROM drive, a raw image of at most 2,880 KiB for a floppy drive.</param>
public sealed record MediumChoice(Guid? Pool = null, string? Volume = null);

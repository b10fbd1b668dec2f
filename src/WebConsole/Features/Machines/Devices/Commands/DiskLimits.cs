namespace WebConsole.Features.Machines.Devices.Commands;

/// <summary>The limits of a disk's rate. Those of all requests exclude those of reading and of writing.</summary>
/// <param name="TotalBytes">Bytes a second, read and written.</param>
/// <param name="ReadBytes">Bytes a second, read.</param>
/// <param name="WriteBytes">Bytes a second, written.</param>
/// <param name="TotalRequests">Requests a second.</param>
/// <param name="ReadRequests">Reads a second.</param>
/// <param name="WriteRequests">Writes a second.</param>
public sealed record DiskLimits(DiskRate? TotalBytes = null, DiskRate? ReadBytes = null, DiskRate? WriteBytes = null, DiskRate? TotalRequests = null, DiskRate? ReadRequests = null, DiskRate? WriteRequests = null);

/// <summary>A rate, and how far it may be exceeded for a short time.</summary>
/// <param name="Rate">The rate in the long run; 0 for no limit.</param>
/// <param name="Burst">The rate in a burst, at least <paramref name="Rate"/>.</param>
/// <param name="Seconds">How long a burst may last; 1 by default.</param>
public sealed record DiskRate(long? Rate = null, long? Burst = null, int? Seconds = null);

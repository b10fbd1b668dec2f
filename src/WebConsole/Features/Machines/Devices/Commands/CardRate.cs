namespace WebConsole.Features.Machines.Devices.Commands;

/// <summary>The rate of a network card, in libvirt's units.</summary>
/// <param name="Average">In the long run, in kilobytes a second; 0 for no limit.</param>
/// <param name="Peak">The highest rate in a burst, in kilobytes a second.</param>
/// <param name="Burst">How much may go at that rate at a time, in KiB.</param>
public sealed record CardRate(int? Average = null, int? Peak = null, int? Burst = null);

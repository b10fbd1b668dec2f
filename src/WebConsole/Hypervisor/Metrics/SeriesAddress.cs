namespace WebConsole.Hypervisor.Metrics;

/// <summary>
/// The address of a series of a host: of one of its machines, or of the host itself if the machine is <c>null</c>.
/// </summary>
public readonly record struct SeriesAddress(Guid? Machine, Series Series);

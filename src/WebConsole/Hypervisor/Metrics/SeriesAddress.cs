namespace WebConsole.Hypervisor.Metrics;

/// <summary>A series of a host: of one of its machines, or with <c>null</c> its own.</summary>
public readonly record struct SeriesAddress(Guid? Machine, Series Series);

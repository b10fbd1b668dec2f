namespace WebConsole.Hypervisor.Metrics;

/// <summary>Raw counters of one CPU of a host; <c>null</c> is unknown.</summary>
/// <param name="Cpu">Its number.</param>
/// <param name="BusyNanoseconds">Time that it spent at work, in ns.</param>
/// <param name="IdleNanoseconds">Time that it spent waiting, in ns.</param>
public readonly record struct HostCpuCounters(int Cpu, ulong? BusyNanoseconds, ulong? IdleNanoseconds);

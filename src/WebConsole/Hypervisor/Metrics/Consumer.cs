namespace WebConsole.Hypervisor.Metrics;

/// <summary>A machine and how much it uses of something.</summary>
public sealed record Consumer(MachineId Machine, double Value);

namespace WebConsole.Hypervisor.Metrics;

/// <summary>One reading to make.</summary>
/// <param name="Groups">What to read.</param>
/// <param name="Hold">How long its values stay valid: a few times the group's period.</param>
public readonly record struct SamplingCall(StatisticsGroups Groups, TimeSpan Hold);

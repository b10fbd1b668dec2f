using WebConsole.Hypervisor.Metrics;

namespace WebConsole.Components.Shared.Metrics;

/// <summary>One line of a chart.</summary>
/// <param name="Series">What it shows.</param>
/// <param name="Label">Its name in English, the key of its translation; for a device, the device's name.</param>
public sealed record ChartLine(Series Series, string Label);

using System.ComponentModel.DataAnnotations;

namespace WebConsole.Features.Metrics;

/// <summary>Settings under <c>WebConsole:Metrics</c>.</summary>
public sealed record MetricsOptions
{
    public const string Section = "WebConsole:Metrics";

    /// <summary>Seconds between the reports that we ask a guest's balloon driver for where nobody has; 0 asks for none.</summary>
    [Range(0, 3600)]
    public int BalloonPeriodSeconds { get; init; } = 5;
}

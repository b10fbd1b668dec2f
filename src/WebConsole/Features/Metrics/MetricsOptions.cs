using System.ComponentModel.DataAnnotations;

namespace WebConsole.Features.Metrics;

/// <summary>Settings under <c>WebConsole:Metrics</c>.</summary>
public sealed record MetricsOptions
{
    public const string Section = "WebConsole:Metrics";

    /// <summary>The report period in seconds that we set for balloon drivers without one; 0 sets none.</summary>
    [Range(0, 3600)]
    public int BalloonPeriodSeconds { get; init; } = 5;
}

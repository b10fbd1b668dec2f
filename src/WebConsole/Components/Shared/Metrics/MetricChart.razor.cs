using System.Text.Json;
using Microsoft.AspNetCore.Components;

namespace WebConsole.Components.Shared.Metrics;

/// <summary>A chart of a machine, or of the host if no machine is given. Its height is fixed.</summary>
public sealed partial class MetricChart
{
    /// <summary>A key of <c>WebConsole:Hosts</c>.</summary>
    [Parameter, EditorRequired]
    public required string Host { get; set; }

    /// <summary>UUID of the machine; without it the host's own numbers are shown.</summary>
    [Parameter]
    public Guid? Machine { get; set; }

    [Parameter, EditorRequired]
    public required ChartDefinition Chart { get; set; }

    [Parameter, EditorRequired]
    public required string Title { get; set; }

    /// <summary>How many CPUs a CPU share is of, for the tooltip.</summary>
    [Parameter]
    public int? Cpus { get; set; }

    /// <summary>The text beside the number, such as the total.</summary>
    [Parameter]
    public string? Detail { get; set; }

    /// <summary>In CSS pixels; up to 80 it is a tile, a line without marks.</summary>
    [Parameter]
    public int Height { get; set; } = 160;

    private string Lines => JsonSerializer.Serialize(
        Chart.Lines.Select(line => new { series = line.Series.ToString(), label = Text[line.Label].Value, color = Chart.Color }));
}

using System.Collections.Immutable;
using WebConsole.Components.Shared.Drawings;
using WebConsole.Hypervisor.HostInterfaces;
using WebConsole.Text;

namespace WebConsole.Features.Networks.Drawing;

/// <summary>The traffic of a drawing at one moment: as the width of its lines, and in words.</summary>
internal static class LineTraffic
{
    private const double Thinnest = 1.5, Widest = 4;

    /// <summary>In bytes a second: what is less, or more, is drawn as this.</summary>
    private const double Least = 10e3, Most = 100e6;

    public static DrawingTraffic Of(HostDrawing drawing, HostInterfaceReading? reading)
    {
        var rates = (reading?.All ?? []).Where(one => one.ReceivedRate is not null && one.SentRate is not null).ToDictionary(one => one.Name, one => (In: one.ReceivedRate!.Value, Out: one.SentRate!.Value), StringComparer.Ordinal);
        if (rates.Count == 0)
            return DrawingTraffic.None;
        var widths = drawing.Graph.Lines.Select(line => (line, Width: WidthOf(drawing.Interfaces.TryGetValue(line, out var own) ? Sum(own) : drawing.Own.TryGetValue(line.To, out var behind) ? Sum(behind) : 0)))
            .Where(pair => pair.Width > Thinnest).ToImmutableDictionary(pair => pair.line, pair => pair.Width);
        var words = drawing.Own.Where(pair => pair.Value.Any(rates.ContainsKey)).ToImmutableDictionary(pair => pair.Key, pair => Format.Rate(Sum(pair.Value)));
        return new DrawingTraffic(widths, words);

        double Sum(ImmutableArray<string> names) => names.Sum(name => rates.TryGetValue(name, out var rate) ? rate.In + rate.Out : 0);
    }

    /// <summary>Each tenfold of traffic makes a line wider by the same; in steps, so that a line rests while its traffic hardly changes.</summary>
    public static double WidthOf(double bytesPerSecond) =>
        bytesPerSecond <= Least ? Thinnest : Math.Round(Math.Min(Widest, Thinnest + (Widest - Thinnest) * Math.Log10(bytesPerSecond / Least) / Math.Log10(Most / Least)) * 4) / 4;
}

using System.Collections.Immutable;

namespace WebConsole.Components.Shared.Drawings;

/// <summary>What goes over the lines of a drawing at the moment.</summary>
/// <param name="Widths">In pixels, of the lines that are wider than others.</param>
/// <param name="Words">The traffic of boxes by their keys, as it is said.</param>
public sealed record DrawingTraffic(ImmutableDictionary<DrawingLine, double> Widths, ImmutableDictionary<string, string> Words)
{
    /// <summary>Nothing is known of it.</summary>
    public static readonly DrawingTraffic None = new(ImmutableDictionary<DrawingLine, double>.Empty, ImmutableDictionary<string, string>.Empty);
}

using System.Collections.Immutable;
using WebConsole.Components.Shared.Drawings;

namespace WebConsole.Features.Networks.Drawing;

/// <summary>What hangs on what in the network of one host: its cards, bridges, virtual networks and machines.</summary>
/// <param name="Graph">The boxes and lines.</param>
/// <param name="Interfaces">By which interfaces of the host the traffic of each line goes: a machine's own, or those of all machines behind.</param>
/// <param name="Own">The interfaces of the host whose traffic is that of a box, by its key.</param>
internal sealed record HostDrawing(DrawingGraph Graph, ImmutableDictionary<DrawingLine, ImmutableArray<string>> Interfaces, ImmutableDictionary<string, ImmutableArray<string>> Own)
{
    /// <summary>Whether it looks the same, so that what is drawn can stay.</summary>
    public bool IsAs(HostDrawing? other) => other is not null && Graph.Nodes.SequenceEqual(other.Graph.Nodes) && Graph.Lines.SequenceEqual(other.Graph.Lines)
        && Graph.Details.Count == other.Graph.Details.Count && Graph.Details.All(pair => other.Graph.Details.TryGetValue(pair.Key, out var detail) && detail == pair.Value);
}

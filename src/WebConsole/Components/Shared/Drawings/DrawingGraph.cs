using System.Collections.Immutable;

namespace WebConsole.Components.Shared.Drawings;

/// <summary>What rests on what, or is connected with what.</summary>
/// <param name="Nodes">The boxes, those first that the lines begin at, in the order in which they stand below each other.</param>
/// <param name="Lines">The lines between them, by their keys.</param>
public sealed record DrawingGraph(ImmutableArray<DrawingNode> Nodes, ImmutableArray<DrawingLine> Lines)
{
    /// <summary>Whether one box leads to many: then the last column says how high the drawing is, and boxes are read in the order that they have.</summary>
    public bool FansOut { get; init; }

    /// <summary>The boxes that a box's lines lead to.</summary>
    public IEnumerable<DrawingNode> After(DrawingNode node) => Lines.Where(line => line.From == node.Key).Select(line => Nodes.First(other => other.Key == line.To));
}

/// <summary>A box: an object, or a piece of one. Its texts are untrusted.</summary>
/// <param name="Key">Unique in the drawing.</param>
/// <param name="Layer">Its column, from 0 at the left.</param>
/// <param name="Kind">What it is: <c>disk</c>, <c>storage pool</c>.</param>
/// <param name="Icon">The icon of what it is.</param>
/// <param name="Title">Its name.</param>
public sealed record DrawingNode(string Key, int Layer, string Kind, string Icon, string Title)
{
    public string? Detail { get; init; }

    /// <summary>The address of its page.</summary>
    public string? Link { get; init; }

    /// <summary>The stable token of its state, for the colour.</summary>
    public string? State { get; init; }

    /// <summary>Its state in words.</summary>
    public string? StateWord { get; init; }

    /// <summary>Whether it stands for more boxes, which are drawn when it is pressed.</summary>
    public bool IsFold { get; init; }
}

/// <summary>A line from one box to the next.</summary>
public sealed record DrawingLine(string From, string To);

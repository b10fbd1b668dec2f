using System.Collections.Immutable;

namespace WebConsole.Components.Shared.Drawings;

/// <summary>What rests on what, or is connected with what.</summary>
/// <param name="Nodes">The boxes, those first that the lines begin at, in the order in which they stand below each other.</param>
/// <param name="Lines">The lines between them, by their keys.</param>
public sealed record DrawingGraph(ImmutableArray<DrawingNode> Nodes, ImmutableArray<DrawingLine> Lines)
{
    /// <summary>Whether one box leads to many: then the last column says how high the drawing is, and boxes are read in the order that they have.</summary>
    public bool FansOut { get; init; }

    /// <summary>The first column whose boxes hang on those before it: one that no line leads to hangs on nothing.</summary>
    public int HangsFrom { get; init; } = int.MaxValue;

    /// <summary>What a box is said to be where one line leads to it, in place of its own details: a machine's address in one network. Untrusted.</summary>
    public ImmutableDictionary<DrawingLine, string?> Details { get; init; } = ImmutableDictionary<DrawingLine, string?>.Empty;

    /// <summary>Whether a box that no line leads to hangs on nothing.</summary>
    public bool IsLoose(DrawingNode root) => root.Layer >= HangsFrom && !root.IsFold;

    /// <summary>
    /// The boxes as a tree: each below what leads to it, as often as something does; what hangs on nothing at the end. What is below a box that
    /// several lead to is told once.
    /// </summary>
    /// <returns>A box with its unique place, its depth, and what is said of it there.</returns>
    public IReadOnlyList<(string Path, DrawingNode Node, int Depth, string? Detail)> Branches()
    {
        var (nodes, after, led) = (Nodes.ToDictionary(node => node.Key), Lines.ToLookup(line => line.From), Lines.Select(line => line.To).ToHashSet());
        var (found, told) = (new List<(string, DrawingNode, int, string?)>(), new HashSet<string>());
        foreach (var root in Nodes.Where(node => !led.Contains(node.Key)).OrderBy(IsLoose))
            Follow(root.Key, root, 0, root.Detail);
        return found;

        void Follow(string path, DrawingNode node, int depth, string? detail)
        {
            found.Add((path, node, depth, detail));
            if (!told.Add(node.Key))
                return;
            foreach (var line in after[node.Key])
                Follow($"{path}\n{line.To}", nodes[line.To], depth + 1, Details.TryGetValue(line, out var here) ? here : nodes[line.To].Detail);
        }
    }

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

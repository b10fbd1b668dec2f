using WebConsole.Components.Shared.Drawings;

namespace WebConsole.Features.Machines.Drawing;

/// <summary>A drawing that grows: a box or a line that is there already stays as it is.</summary>
internal sealed class DrawingSheet
{
    private readonly List<DrawingNode> _nodes = [];
    private readonly HashSet<string> _keys = [];
    private readonly List<DrawingLine> _lines = [];
    private readonly HashSet<DrawingLine> _drawn = [];

    public DrawingGraph Graph => new([.. _nodes], [.. _lines]);

    /// <returns>Whether it is new.</returns>
    public bool Add(DrawingNode node)
    {
        if (!_keys.Add(node.Key))
            return false;
        _nodes.Add(node);
        return true;
    }

    /// <summary>A line from a box to the next, which is added.</summary>
    /// <returns>Whether the next is new.</returns>
    public bool Lead(string from, DrawingNode to)
    {
        var isNew = Add(to);
        Connect(from, to.Key);
        return isNew;
    }

    public void Connect(string from, string to)
    {
        if (new DrawingLine(from, to) is var line && _drawn.Add(line))
            _lines.Add(line);
    }
}

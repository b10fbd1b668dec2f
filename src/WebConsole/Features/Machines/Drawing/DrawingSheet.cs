using WebConsole.Components.Shared.Drawings;

namespace WebConsole.Features.Machines.Drawing;

/// <summary>A drawing that grows: a box or a line that is there already stays as it is.</summary>
internal sealed class DrawingSheet
{
    /// <summary>The column of devices, beside the machine, and the first of what they lead to.</summary>
    public const int DeviceLayer = 1, FirstLayer = 2;

    private readonly DrawingNode _machine;
    private readonly List<DrawingNode> _nodes = [];
    private readonly HashSet<string> _keys = [];
    private readonly List<DrawingLine> _lines = [];
    private readonly HashSet<DrawingLine> _drawn = [];

    /// <param name="machine">The box that all lines begin at.</param>
    public DrawingSheet(DrawingNode machine) => Add(_machine = machine);

    public DrawingGraph Graph => new([.. _nodes], [.. _lines]);

    /// <returns>Whether it is new.</returns>
    private bool Add(DrawingNode node)
    {
        if (!_keys.Add(node.Key))
            return false;
        _nodes.Add(node);
        return true;
    }

    /// <summary>A device of the machine.</summary>
    public void AddDevice(DrawingNode device) => Lead(_machine.Key, device);

    /// <summary>A line from a box to the next, which is added.</summary>
    /// <returns>Whether the next is new.</returns>
    public bool Lead(string from, DrawingNode to)
    {
        var isNew = Add(to);
        Connect(from, to.Key);
        return isNew;
    }

    private void Connect(string from, string to)
    {
        if (new DrawingLine(from, to) is var line && _drawn.Add(line))
            _lines.Add(line);
    }
}

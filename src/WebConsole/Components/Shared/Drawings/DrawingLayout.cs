using System.Collections.Immutable;
using System.Globalization;

namespace WebConsole.Components.Shared.Drawings;

/// <summary>
/// Where the boxes of a drawing stand, in pixels. What one box alone leads to stands beside it, so that its line is straight; what
/// several lead to stands in the middle of them, and so does the one box that all lines begin at. In a drawing that fans out it is the
/// other way round: the last boxes stand below each other, and what leads to them in the middle of them.
/// </summary>
public sealed class DrawingLayout
{
    private const int NodeWidth = 176, NodeHeight = 44, RowGap = 16, Edge = 16;

    private readonly DrawingGraph _graph;
    private readonly Dictionary<string, DrawingNode> _nodes;
    private readonly ILookup<string, string> _after, _before;
    private readonly Dictionary<int, int> _lowest = [];
    private readonly Dictionary<int, int> _columns;
    private readonly Dictionary<string, int> _rows = [];
    private readonly HashSet<(int Layer, int Row)> _taken = [];
    private readonly DrawingNode? _hub;

    public DrawingLayout(DrawingGraph graph)
    {
        _graph = graph;
        _nodes = graph.Nodes.ToDictionary(node => node.Key);
        var (on, back) = (graph.Lines.ToLookup(line => line.From, line => line.To), graph.Lines.ToLookup(line => line.To, line => line.From));
        (_after, _before) = graph.FansOut ? (back, on) : (on, back);
        Layers = [.. graph.Nodes.Select(node => node.Layer).Distinct().Order()];
        _columns = Layers.Index().ToDictionary(each => each.Item, each => each.Index);
        DrawingNode[] begins = [.. graph.Nodes.Where(node => !_before.Contains(node.Key))];
        _hub = !graph.FansOut && begins is [var only] && _after[only.Key].Count() > 1 ? only : null;
        foreach (var node in _hub is null ? begins : graph.After(_hub))
            PlaceInOneRow(node);
        foreach (var node in graph.Nodes.Where(node => node != _hub && !_rows.ContainsKey(node.Key)).OrderBy(LayerOf).ToArray())
            PlaceInTheMiddle(node);
        if (_hub is not null)
            Place(_hub, (_rows.Values.Min() + _rows.Values.Max()) / 2);
    }

    /// <summary>The columns that have boxes, from left to right: others take no room.</summary>
    public ImmutableArray<int> Layers { get; }

    public int Width => Math.Max(1, Layers.Length) * NodeWidth + Math.Max(0, Layers.Length - 1) * ColumnGap + 2 * Edge;

    public int Height => Rows * NodeHeight + (Rows - 1) * RowGap + 2 * Edge;

    /// <summary>Where many lines leave one box, they need room to part.</summary>
    private int ColumnGap => _graph.FansOut ? 64 : 32;

    private int Rows => _rows.Values.Select(row => row + 1).DefaultIfEmpty(1).Max();

    /// <summary>The left edge of a column that has boxes.</summary>
    public int LeftOf(int layer) => Edge + _columns[layer] * (NodeWidth + ColumnGap);

    /// <summary>The boxes row by row behind the one that all lines begin at, which is the order of the keyboard, of screen readers and of a phone.</summary>
    public ImmutableArray<DrawingNode> InOrder => _graph.FansOut ? _graph.Nodes : [.. _graph.Nodes.OrderBy(node => node == _hub ? -1 : _rows[node.Key]).ThenBy(node => node.Layer)];

    /// <summary>The left upper corner of a box.</summary>
    public (int X, int Y) At(DrawingNode node) => (LeftOf(node.Layer), Edge + _rows[node.Key] * (NodeHeight + RowGap));

    /// <summary>A line as the path of an SVG: straight beside the box that it comes from, and bent in the last gap; in a drawing that fans out, in the first.</summary>
    public string PathOf(DrawingLine line)
    {
        var (from, to) = (At(_nodes[line.From]), At(_nodes[line.To]));
        var (start, end, last, middle) = (from.X + NodeWidth, to.X, to.X - ColumnGap, to.X - ColumnGap / 2);
        var (y, target) = (from.Y + NodeHeight / 2, to.Y + NodeHeight / 2);
        if (_graph.FansOut)
            return string.Create(CultureInfo.InvariantCulture, $"M{start} {y}C{start + ColumnGap / 2} {y} {start + ColumnGap / 2} {target} {start + ColumnGap} {target}H{end}");
        return string.Create(CultureInfo.InvariantCulture, $"M{start} {y}H{last}C{middle} {y} {middle} {target} {end} {target}");
    }

    /// <summary>How far a box is from those that rows are counted by.</summary>
    private int LayerOf(DrawingNode node) => _graph.FansOut ? Layers.Length - 1 - _columns[node.Layer] : _columns[node.Layer];

    private void PlaceInOneRow(DrawingNode first)
    {
        var chain = new List<DrawingNode> { first };
        for (var next = Only(first); next is not null && !chain.Contains(next); next = Only(next))
            chain.Add(next);
        var row = 0;
        while (chain.Any(node => _taken.Contains((LayerOf(node), row))) || (_lowest.TryGetValue(row, out var lowest) && lowest < LayerOf(first)))
            row++;
        foreach (var node in chain)
            Place(node, row);
    }

    /// <summary>The one next box, if nothing else leads to it.</summary>
    private DrawingNode? Only(DrawingNode node) => _after[node.Key].Select(key => _nodes[key]).FirstOrDefault(next => LayerOf(next) == LayerOf(node) + 1 && _before[next.Key].Count() == 1 && !_rows.ContainsKey(next.Key));

    private void PlaceInTheMiddle(DrawingNode node)
    {
        var rows = _before[node.Key].Where(_rows.ContainsKey).Select(key => _rows[key]).ToArray();
        var wanted = rows is [] ? 0 : (int)rows.Average();
        // The nearest free place, rather below than above.
        Place(node, Enumerable.Range(0, int.MaxValue).SelectMany(away => new[] { wanted + away, wanted - away }).First(row => row >= 0 && !_taken.Contains((LayerOf(node), row))));
    }

    private void Place(DrawingNode node, int row)
    {
        _rows[node.Key] = row;
        _taken.Add((LayerOf(node), row));
        _lowest[row] = Math.Min(_lowest.GetValueOrDefault(row, int.MaxValue), LayerOf(node));
    }
}

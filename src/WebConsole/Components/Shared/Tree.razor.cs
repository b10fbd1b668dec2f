using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace WebConsole.Components.Shared;

public sealed partial class Tree
{
    /// <summary>Deeper nodes are shown at this depth, because the page is not wide enough.</summary>
    private const int Deepest = 100;

    private readonly string _id = $"tree-{Guid.NewGuid():N}";
    private readonly HashSet<string> _closed = new(StringComparer.Ordinal);
    private List<Row> _rows = [];
    private string? _active;

    private sealed record Row(TreeNode Node, TreeNode? Parent, int Level, int At, int Of);

    /// <summary>The name of the tree, for screen readers.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<TreeNode> Roots { get; set; }

    /// <summary>The id of the selected one.</summary>
    [Parameter]
    public string? Selected { get; set; }

    [Parameter]
    public EventCallback<string> SelectedChanged { get; set; }

    private Row? Active => _rows.Find(row => row.Node.Id == _active);

    protected override void OnParametersSet()
    {
        _active ??= Selected;
        Lay();
    }

    /// <summary>The visible rows. No recursion, because a chain of snapshots may be long.</summary>
    private void Lay()
    {
        _rows = [];
        var next = new Stack<Row>();
        Push(Roots, null, 1);
        while (next.TryPop(out var row))
        {
            _rows.Add(row);
            if (!_closed.Contains(row.Node.Id))
                Push(row.Node.Children, row.Node, Math.Min(row.Level + 1, Deepest));
        }
        if (Active is null)
            _active = _rows.FirstOrDefault()?.Node.Id;

        void Push(IReadOnlyList<TreeNode> nodes, TreeNode? parent, int level)
        {
            for (var index = nodes.Count - 1; index >= 0; index--)
                next.Push(new Row(nodes[index], parent, level, index + 1, nodes.Count));
        }
    }

    private string IdOf(TreeNode node) => $"{_id}-{node.Id}";

    private string? Expanded(TreeNode node) => node.Children.Count == 0 ? null : _closed.Contains(node.Id) ? "false" : "true";

    private Task SelectAsync(TreeNode node)
    {
        _active = node.Id;
        return SelectedChanged.InvokeAsync(node.Id);
    }

    private void Toggle(TreeNode node)
    {
        if (!_closed.Remove(node.Id))
            _closed.Add(node.Id);
        Lay();
    }

    private Task KeyAsync(KeyboardEventArgs key)
    {
        if (Active is not { } row)
            return Task.CompletedTask;
        var at = _rows.IndexOf(row);
        var (open, hasChildren) = (!_closed.Contains(row.Node.Id), row.Node.Children.Count > 0);
        switch (key.Key)
        {
            case "Enter" or " ":
                return SelectAsync(row.Node);
            case "ArrowRight" when hasChildren && !open:
            case "ArrowLeft" when hasChildren && open:
                Toggle(row.Node);
                break;
            case "ArrowLeft":
                _active = row.Parent?.Id ?? _active;
                break;
            default:
                _active = _rows[To(key.Key, at, hasChildren && open)].Node.Id;
                break;
        }
        return Task.CompletedTask;
    }

    private int To(string key, int at, bool hasOpen) => key switch
    {
        "ArrowDown" => Math.Min(at + 1, _rows.Count - 1),
        "ArrowUp" => Math.Max(at - 1, 0),
        "ArrowRight" when hasOpen => at + 1,
        "Home" => 0,
        "End" => _rows.Count - 1,
        _ => at,
    };
}

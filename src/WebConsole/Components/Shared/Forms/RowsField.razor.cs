using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace WebConsole.Components.Shared.Forms;

public sealed partial class RowsField<TRow>
{
    // Row IDs: items may be equal, so these identify rows while they move.
    private readonly List<int> _keys = [];
    private int _nextKey;
    private bool _refocus;

    /// <summary>The row that is being dragged.</summary>
    private int? _dragged;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    public override bool IsGroup => true;

    private IReadOnlyList<TRow> Items => Value ?? [];

    protected override void OnParametersSet()
    {
        while (_keys.Count < Items.Count)
            _keys.Add(_nextKey++);
        _keys.RemoveRange(Items.Count, _keys.Count - Items.Count);
        base.OnParametersSet();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_refocus)
            return;
        _refocus = false;
        await Script.CallFormsAsync("refocus");
    }

    protected override bool AreSame(IReadOnlyList<TRow>? one, IReadOnlyList<TRow>? other) => (one ?? []).SequenceEqual(other ?? []);

    protected override bool IsMissing(IReadOnlyList<TRow>? value) => value is null or { Count: 0 };

    protected override string? Show(IReadOnlyList<TRow>? value) => null;

    private Task AddAsync()
    {
        _keys.Add(_nextKey++);
        return SetAsync([.. Items, NewRow()]);
    }

    private Task RemoveAsync(int at)
    {
        _keys.RemoveAt(at);
        return SetAsync([.. Items.Where((_, index) => index != at)]);
    }

    private Task PutAsync(int at, TRow item) => SetAsync([.. Items.Select((old, index) => index == at ? item : old)]);

    private Task KeyAsync(KeyboardEventArgs pressed, int at) => pressed switch
    {
        { AltKey: true, Key: "ArrowUp" } => MoveAsync(at, -1),
        { AltKey: true, Key: "ArrowDown" } => MoveAsync(at, 1),
        _ => Task.CompletedTask,
    };

    private Task MoveAsync(int at, int by)
    {
        // A moved element loses the focus, so it is restored.
        _refocus = Ordered && !Disabled && at + by >= 0 && at + by < Items.Count;
        return _refocus ? PlaceAsync(at, at + by) : Task.CompletedTask;
    }

    /// <summary>Something else than one of these rows may be dropped here, too.</summary>
    private Task DropAsync(int to)
    {
        var at = _dragged is { } key ? _keys.IndexOf(key) : -1;
        _dragged = null;
        return at < 0 || at == to || to >= Items.Count ? Task.CompletedTask : PlaceAsync(at, to);
    }

    /// <summary>Those between make room.</summary>
    private Task PlaceAsync(int at, int to)
    {
        var items = Items.ToList();
        var (key, item) = (_keys[at], items[at]);
        _keys.RemoveAt(at);
        items.RemoveAt(at);
        _keys.Insert(to, key);
        items.Insert(to, item);
        return SetAsync(items);
    }
}

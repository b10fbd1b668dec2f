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
        var to = at + by;
        if (!Ordered || Disabled || to < 0 || to >= Items.Count)
            return Task.CompletedTask;
        (_keys[at], _keys[to]) = (_keys[to], _keys[at]);
        var items = Items.ToList();
        (items[at], items[to]) = (items[to], items[at]);
        // A moved element loses the focus, so it is restored.
        _refocus = true;
        return SetAsync(items);
    }
}

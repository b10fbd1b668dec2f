using Microsoft.AspNetCore.Components;

namespace WebConsole.Components.Shared;

public sealed partial class DataTable<TItem>
{
    private List<Row<TItem>> _rows = [];

    /// <summary>What the table holds, for screen readers.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<TItem> Items { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<Column> Columns { get; set; }

    [Parameter, EditorRequired]
    public required Sort Sort { get; set; }

    [Parameter]
    public EventCallback<Sort> SortChanged { get; set; }

    /// <summary>Draws one <c>tr</c> with <c>aria-rowindex</c>; its name is a link with <c>data-row-link</c>, which a click anywhere in the row follows.</summary>
    [Parameter, EditorRequired]
    public required RenderFragment<Row<TItem>> Row { get; set; }

    [Parameter]
    public bool AllSelected { get; set; }

    /// <summary>Given where rows can be selected: then a first column has the boxes.</summary>
    [Parameter]
    public EventCallback<bool> AllSelectedChanged { get; set; }

    /// <summary>A row's height in CSS pixels, as far as nothing is drawn; then rows are measured, so that a phone's may be higher.</summary>
    [Parameter]
    public float ItemSize { get; set; } = 36;

    /// <summary>What stands under the head when there is no row.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>Whether someone is about to click a row: then none may move.</summary>
    internal bool PointerInside { get; private set; }

    protected override void OnParametersSet() =>
        // The head is the first row.
        _rows = [.. Items.Select((item, index) => new Row<TItem>(index + 2, item))];

    private string? AriaSort(Column column) => column.Id != Sort.Column ? null : Sort.Descending ? "descending" : "ascending";
}

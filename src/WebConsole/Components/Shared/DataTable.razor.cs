using Microsoft.AspNetCore.Components;

namespace WebConsole.Components.Shared;

public sealed partial class DataTable<TItem>
{
    private List<Row<TItem>> _rows = [];

    /// <summary>The name of the table, for screen readers.</summary>
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

    /// <summary>
    /// Renders one <c>tr</c> with <c>aria-rowindex</c>. The name is a link with <c>data-row-link</c>; a click anywhere
    /// in the row follows it.
    /// </summary>
    [Parameter, EditorRequired]
    public required RenderFragment<Row<TItem>> Row { get; set; }

    [Parameter]
    public bool AllSelected { get; set; }

    /// <summary>Set if rows can be selected; the first column then has checkboxes.</summary>
    [Parameter]
    public EventCallback<bool> AllSelectedChanged { get; set; }

    /// <summary>
    /// The estimated height of a row in CSS pixels, until rows are rendered and measured. On phones they may be higher.
    /// </summary>
    [Parameter]
    public float ItemSize { get; set; } = 36;

    /// <summary>The content if there are no rows.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>Whether the pointer is over the rows: then no row may move.</summary>
    internal bool PointerInside { get; private set; }

    protected override void OnParametersSet() =>
        // The header is row 1.
        _rows = [.. Items.Select((item, index) => new Row<TItem>(index + 2, item))];

    private string? AriaSort(Column column) => column.Id != Sort.Column ? null : Sort.Descending ? "descending" : "ascending";
}

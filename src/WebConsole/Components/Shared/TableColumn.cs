using Microsoft.AspNetCore.Components;

namespace WebConsole.Components.Shared;

/// <summary>A column of a <see cref="SmallTable{TItem}"/>: header, cell, sort order and position on a phone.</summary>
/// <param name="Id">Its name in the sort order.</param>
/// <param name="Title">Its translated header.</param>
/// <param name="Cell">Renders a cell.</param>
public sealed record TableColumn<TItem>(string Id, string Title, RenderFragment<TItem> Cell)
{
    /// <summary>The sort key; without it, the column can't be sorted.</summary>
    public Func<TItem, object?>? Sort { get; init; }

    /// <summary>What stands in the head before the title: a box that selects all rows.</summary>
    public RenderFragment? BeforeTitle { get; init; }

    /// <summary>Right-aligned, with digits of equal width.</summary>
    public bool IsNumber { get; init; }

    /// <summary>A column of buttons at the right end; its title is for screen readers only.</summary>
    public bool IsActions { get; init; }

    /// <summary>Width on a wide page: "120px"; columns without a width share the rest.</summary>
    public string? Width { get; init; }

    /// <summary>
    /// Whether it is hidden on a phone, where the first column is the first line and the others form the second line.
    /// </summary>
    public bool NotOnPhones { get; init; }

    /// <summary>Whether it is shown on wide pages only.</summary>
    public bool OnlyWide { get; init; }

    internal string Class => string.Join(' ', new[]
    {
        IsNumber ? "wc-right wc-number" : null,
        IsActions ? "wc-small-actions" : null,
        OnlyWide ? "wc-from-m" : NotOnPhones ? "wc-from-s" : null,
    }.OfType<string>());
}

namespace WebConsole.Components.Shared;

/// <summary>The header of a table column.</summary>
/// <param name="Id">Its name in the URL: <c>?sort=name</c>.</param>
/// <param name="Title">For people, and a localizer's key; empty for a column of buttons.</param>
public sealed record Column(string Id, string Title)
{
    public bool Sortable { get; init; } = true;

    /// <summary>CSS classes for its width, its alignment, and the page widths that hide it.</summary>
    public string? Class { get; init; }
}

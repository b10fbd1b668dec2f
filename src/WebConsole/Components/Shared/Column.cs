namespace WebConsole.Components.Shared;

/// <summary>The head of a table's column.</summary>
/// <param name="Id">What it is called in the address: <c>?sort=name</c>.</param>
/// <param name="Title">For people, and a localizer's key; empty for a column of buttons.</param>
public sealed record Column(string Id, string Title)
{
    public bool Sortable { get; init; } = true;

    /// <summary>Classes for width, alignment and the widths of page at which it is left out.</summary>
    public string? Class { get; init; }
}

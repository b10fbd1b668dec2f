namespace WebConsole.Components.Shared;

/// <summary>One row of a table that has more of them than the page.</summary>
/// <param name="Index">Its place in the whole table, for <c>aria-rowindex</c>.</param>
/// <param name="Item">What it shows.</param>
public readonly record struct Row<TItem>(int Index, TItem Item);

namespace WebConsole.Components.Shared.Forms;

/// <summary>One row of a list that is edited.</summary>
/// <param name="Index">Its index, from 0, for the names of its fields: <c>hosts[2].mac</c>.</param>
/// <param name="Item">Its item.</param>
/// <param name="SetAsync">Replaces the item.</param>
public sealed record RowOf<T>(int Index, T Item, Func<T, Task> SetAsync);

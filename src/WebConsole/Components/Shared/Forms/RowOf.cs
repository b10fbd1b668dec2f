namespace WebConsole.Components.Shared.Forms;

/// <summary>One row of a list that is edited.</summary>
/// <param name="Index">Its place, from 0: for its fields' names, <c>hosts[2].mac</c>.</param>
/// <param name="Item">What it holds.</param>
/// <param name="SetAsync">Puts another in its place.</param>
public sealed record RowOf<T>(int Index, T Item, Func<T, Task> SetAsync);

namespace WebConsole.Hosting;

/// <summary>How the API answers with a list, so that more can stand beside it later.</summary>
internal sealed record ItemList<T>(IReadOnlyList<T> Items);

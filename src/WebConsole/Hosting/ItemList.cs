namespace WebConsole.Hosting;

/// <summary>The API's form of a list: an object, so that fields can be added later.</summary>
internal sealed record ItemList<T>(IReadOnlyList<T> Items);

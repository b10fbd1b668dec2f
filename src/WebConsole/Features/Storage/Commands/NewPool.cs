namespace WebConsole.Features.Storage.Commands;

/// <summary>The arguments of a new pool, in the form of the API.</summary>
/// <param name="Type"><c>dir</c>.</param>
/// <param name="Name">Unique on its host.</param>
/// <param name="Path">The directory on the host.</param>
/// <param name="Build">Whether to create the directory; default true.</param>
/// <param name="Start">Whether to start it; default true.</param>
/// <param name="Autostart">Whether it starts with the host; default true.</param>
public sealed record NewPool(string? Type = null, string? Name = null, string? Path = null, bool? Build = null, bool? Start = null, bool? Autostart = null);

namespace WebConsole.Features.Storage.Commands;

/// <summary>A pool to be made, as the API takes it.</summary>
/// <param name="Type"><c>dir</c>.</param>
/// <param name="Name">Unique on its host.</param>
/// <param name="Path">The directory on the host.</param>
/// <param name="Build">Whether to make the directory; by itself yes.</param>
/// <param name="Start">Whether to start it; by itself yes.</param>
/// <param name="Autostart">Whether it starts with the host; by itself yes.</param>
public sealed record NewPool(string? Type = null, string? Name = null, string? Path = null, bool? Build = null, bool? Start = null, bool? Autostart = null);

namespace WebConsole.Features.Networks.Interfaces.Commands;

/// <summary>A bridge of the host to remove, in the form of the API.</summary>
/// <param name="Name">Its name, such as <c>br0</c>.</param>
public sealed record OldBridge(string? Name = null);

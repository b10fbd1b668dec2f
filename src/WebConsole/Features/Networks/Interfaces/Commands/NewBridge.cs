namespace WebConsole.Features.Networks.Interfaces.Commands;

/// <summary>A bridge to make over an interface of the host, in the form of the API.</summary>
/// <param name="Name">Its name, such as <c>br0</c>.</param>
/// <param name="Over">The network card, bond or VLAN that it lies over, and whose addresses it gets.</param>
public sealed record NewBridge(string? Name = null, string? Over = null);

using WebConsole.Actions;

namespace WebConsole.Features.Machines.Displays;

/// <summary>How SPICE is replaced by VNC, in the form of the API.</summary>
/// <param name="Video">What takes the place of a card of the model qxl: <c>virtio</c>, the default, or <c>vga</c>, for which each guest has a driver.</param>
/// <param name="Version">The expected version of the definition; the request is refused if it is another one.</param>
public sealed record SpiceReplacement(string? Video = null, string? Version = null) : IVersioned
{
    IVersioned IVersioned.Of(string version) => this with { Version = version };
}

using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace WebConsole.Hosting;

/// <summary>Keeps in <see cref="OpenPages"/> the page of its circuit.</summary>
internal sealed class OpenPageHandler(NavigationManager page, OpenPages pages) : CircuitHandler
{
    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        pages.Add(circuit.Id, page);
        return Task.CompletedTask;
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        pages.Remove(circuit.Id);
        return Task.CompletedTask;
    }
}

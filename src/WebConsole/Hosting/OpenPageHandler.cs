using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace WebConsole.Hosting;

/// <summary>Records the page and the user of its circuit in <see cref="OpenPages"/>.</summary>
internal sealed class OpenPageHandler(NavigationManager page, AuthenticationStateProvider authentication, OpenPages pages) : CircuitHandler
{
    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken) =>
        pages.Add(circuit.Id, page, (await authentication.GetAuthenticationStateAsync().ConfigureAwait(false)).User);

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        pages.Remove(circuit.Id);
        return Task.CompletedTask;
    }
}

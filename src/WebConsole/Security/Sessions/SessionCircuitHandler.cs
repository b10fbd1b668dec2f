using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace WebConsole.Security.Sessions;

/// <summary>Drops what a page sends after its session has ended, and whatever comes to it from another session.</summary>
internal sealed class SessionCircuitHandler(AuthenticationStateProvider authentication, SessionRegistry sessions, CircuitSession own) : CircuitHandler
{
    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken) =>
        own.User = (await authentication.GetAuthenticationStateAsync().ConfigureAwait(false)).User;

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) =>
        async context =>
        {
            var user = (await authentication.GetAuthenticationStateAsync().ConfigureAwait(false)).User;
            if (SessionPrincipal.IdOf(user) == SessionPrincipal.IdOf(own.User) && sessions.IsAlive(user))
                await next(context).ConfigureAwait(false);
        };
}

using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace WebConsole.Security.Sessions;

/// <summary>Drops what a page sends after its session has ended: a circuit keeps the identity that it began with.</summary>
internal sealed class SessionCircuitHandler(AuthenticationStateProvider authentication, SessionRegistry sessions) : CircuitHandler
{
    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) =>
        async context =>
        {
            var state = await authentication.GetAuthenticationStateAsync().ConfigureAwait(false);
            if (sessions.IsAlive(state.User))
                await next(context).ConfigureAwait(false);
        };
}

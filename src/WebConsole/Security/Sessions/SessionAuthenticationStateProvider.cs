using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace WebConsole.Security.Sessions;

/// <summary>Makes a page's user nobody soon after the session has ended, so that the page leads to sign-in.</summary>
internal sealed class SessionAuthenticationStateProvider(ILoggerFactory loggers, SessionRegistry sessions)
    : RevalidatingServerAuthenticationStateProvider(loggers)
{
    /// <summary>Cheap: a look into a dictionary.</summary>
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(1);

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        Task.FromResult(sessions.IsAlive(authenticationState.User));
}

using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace WebConsole.Security.Sessions;

/// <summary>
/// Replaces a page's user by nobody soon after the session has ended, so that the page redirects to sign-in.
/// </summary>
internal sealed class SessionAuthenticationStateProvider(ILoggerFactory loggers, SessionRegistry sessions)
    : RevalidatingServerAuthenticationStateProvider(loggers)
{
    /// <summary>Cheap: one dictionary look-up.</summary>
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(1);

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        Task.FromResult(sessions.IsAlive(authenticationState.User));
}

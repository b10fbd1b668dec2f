using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;

namespace WebConsole.Access;

/// <summary>
/// The current user of a request, a hub call or a circuit. A circuit has no user any more as soon as its session has
/// ended.
/// </summary>
public sealed class CurrentUser(IServiceProvider services)
{
    private static readonly ClaimsPrincipal Nobody = new(new ClaimsIdentity());

    private ClaimsPrincipal? _caller;

    public ClaimsPrincipal Principal => _caller ?? OfCircuit();

    /// <summary>Sets the user of this request or hub call.</summary>
    internal void Is(ClaimsPrincipal? caller) => _caller = caller;

    // Known before a circuit's first component is created; until then there is no user.
#pragma warning disable RS0030 // The task has completed, so this does not block.
    private ClaimsPrincipal OfCircuit() =>
        services.GetRequiredService<AuthenticationStateProvider>().GetAuthenticationStateAsync() is { IsCompletedSuccessfully: true } known
            ? known.Result.User
            : Nobody;
#pragma warning restore RS0030
}

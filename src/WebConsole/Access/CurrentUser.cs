using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;

namespace WebConsole.Access;

/// <summary>Whom a request, a call of a hub or a circuit serves. A circuit's user is nobody from the moment that the session ends.</summary>
public sealed class CurrentUser(IServiceProvider services)
{
    private static readonly ClaimsPrincipal Nobody = new(new ClaimsIdentity());

    private ClaimsPrincipal? _caller;

    public ClaimsPrincipal Principal => _caller ?? OfCircuit();

    /// <summary>Says whom this request or this call serves.</summary>
    internal void Is(ClaimsPrincipal? caller) => _caller = caller;

    // Known before a circuit's first component is made; while it is not, there is nobody to show anything to.
#pragma warning disable RS0030 // Has completed, so that it blocks nobody.
    private ClaimsPrincipal OfCircuit() =>
        services.GetRequiredService<AuthenticationStateProvider>().GetAuthenticationStateAsync() is { IsCompletedSuccessfully: true } known
            ? known.Result.User
            : Nobody;
#pragma warning restore RS0030
}

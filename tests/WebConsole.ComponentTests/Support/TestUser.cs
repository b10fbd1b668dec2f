using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using WebConsole.Security;
using WebConsole.Security.Sessions;

namespace WebConsole.ComponentTests.Support;

/// <summary>Somebody with a role, or nobody.</summary>
internal sealed class TestUser : AuthenticationStateProvider
{
    public Role? Role { get; set; }

    /// <summary>The user's session, if it matters; it has its own role.</summary>
    public Session? Session { get; set; }

    public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(Session is { } session ? SessionPrincipal.Of(session) : new ClaimsPrincipal(
        Role is { } role
            ? new ClaimsIdentity([new Claim(ClaimTypes.Name, "ada"), new Claim(ClaimTypes.Role, role.ToString())], "test")
            : new ClaimsIdentity())));
}

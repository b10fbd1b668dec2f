using System.Security.Claims;
using WebConsole.Security;
using WebConsole.Security.Sessions;

namespace WebConsole.Tests.Operations;

internal static class TestUsers
{
    public const string Address = "192.0.2.7";

    public static ClaimsPrincipal Nobody { get; } = new(new ClaimsIdentity());

    public static ClaimsPrincipal With(Role? role, string name = "jane") => role is null ? Nobody : new(new ClaimsIdentity(
        [new Claim(ClaimTypes.Name, name), new Claim(ClaimTypes.Role, role.Value.ToString()), new Claim(SessionPrincipal.FromClaim, Address)], "test"));
}

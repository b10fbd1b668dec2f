using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WebConsole.Security;

namespace WebConsole.Tests.Consoles;

/// <summary>Believes a request that says who it is: <c>X-Test-User: name role</c>.</summary>
internal sealed class HeaderAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "Header";
    public const string Header = "X-Test-User";

    public static string Value(string user, Role role) => $"{user} {role}";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers[Header] is not [{ } value])
            return Task.FromResult(AuthenticateResult.NoResult());
        var parts = value.Split(' ');
        var identity = new ClaimsIdentity([new(ClaimTypes.Name, parts[0]), new(ClaimTypes.Role, parts[1])], Name);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Name)));
    }
}

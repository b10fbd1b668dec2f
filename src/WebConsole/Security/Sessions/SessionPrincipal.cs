using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using WebConsole.Security.SignIn;

namespace WebConsole.Security.Sessions;

/// <summary>A session as the <see cref="ClaimsPrincipal"/> that requests, circuits and hubs carry.</summary>
public static class SessionPrincipal
{
    /// <summary>The session's number.</summary>
    public const string SessionClaim = "webconsole:session";

    /// <summary>The address that a request or a connection comes from; in the cookie, the one that signed in.</summary>
    public const string FromClaim = "webconsole:from";

    public static ClaimsPrincipal Of(Session session) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.Name, session.User),
            // Antiforgery tokens are bound to this one.
            new Claim(ClaimTypes.NameIdentifier, session.Id.ToString("N")),
            new Claim(ClaimTypes.Role, session.Role.ToString()),
            new Claim(SessionClaim, session.Id.ToString("N")),
            new Claim(FromClaim, session.From),
            new Claim(ClaimTypes.AuthenticationMethod, session.Method.ToString()),
        ],
        CookieAuthenticationDefaults.AuthenticationScheme));

    /// <summary>Has <paramref name="user"/> come from <paramref name="address"/>, wherever the session began: circuits and hubs keep it for what is done by them.</summary>
    internal static void ComesFrom(ClaimsPrincipal user, string address)
    {
        var identity = (ClaimsIdentity)user.Identity!;
        identity.TryRemoveClaim(identity.FindFirst(FromClaim));
        identity.AddClaim(new Claim(FromClaim, address));
    }

    /// <summary>What <paramref name="user"/> proved at sign-in.</summary>
    public static SignInMethod? MethodOf(ClaimsPrincipal user) =>
        Enum.TryParse<SignInMethod>(user.FindFirstValue(ClaimTypes.AuthenticationMethod), out var method) ? method : null;

    /// <summary>What tells <paramref name="user"/> from other persons, in all their sessions: whoever comes by link is never a host account of that name.</summary>
    public static string PersonOf(ClaimsPrincipal user) => $"{MethodOf(user)} {user.Identity?.Name}";

    /// <inheritdoc cref="PersonOf(ClaimsPrincipal)"/>
    public static string PersonOf(Session session) => $"{session.Method} {session.User}";

    /// <summary>
    /// What <paramref name="user"/> is called in the audit log and in tasks: whoever comes by link is <c>setup</c>, and a host
    /// account of that name is told apart.
    /// </summary>
    public static string NameOf(ClaimsPrincipal user) => user.Identity?.Name switch
    {
        null => "unknown",
        SignInLinks.User when MethodOf(user) is SignInMethod.Password => SignInLinks.User + " (host account)",
        var name => name,
    };

    /// <summary>The number of the session that <paramref name="user"/> carries, if any.</summary>
    public static Guid? IdOf(ClaimsPrincipal? user) =>
        user?.Identity?.IsAuthenticated == true && Guid.TryParseExact(user.FindFirstValue(SessionClaim), "N", out var id) ? id : null;
}

using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using WebConsole.Security.SignIn;

namespace WebConsole.Security.Sessions;

/// <summary>A session as the <see cref="ClaimsPrincipal"/> that requests, circuits and hubs carry.</summary>
public static class SessionPrincipal
{
    /// <summary>The session's number.</summary>
    public const string SessionClaim = "webconsole:session";

    /// <summary>The client address of a request or connection; in the cookie, the address at sign-in.</summary>
    public const string FromClaim = "webconsole:from";

    public static ClaimsPrincipal Of(Session session) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.Name, session.User),
            // Antiforgery tokens are bound to this claim.
            new Claim(ClaimTypes.NameIdentifier, session.Id.ToString("N")),
            new Claim(ClaimTypes.Role, session.Role.ToString()),
            new Claim(SessionClaim, session.Id.ToString("N")),
            new Claim(FromClaim, session.From),
            new Claim(ClaimTypes.AuthenticationMethod, session.Method.ToString()),
        ],
        CookieAuthenticationDefaults.AuthenticationScheme));

    /// <summary>
    /// Sets the current client address of <paramref name="user"/>, which may differ from the address at sign-in;
    /// circuits and hubs keep it for the audit log.
    /// </summary>
    internal static void ComesFrom(ClaimsPrincipal user, string address)
    {
        var identity = (ClaimsIdentity)user.Identity!;
        identity.TryRemoveClaim(identity.FindFirst(FromClaim));
        identity.AddClaim(new Claim(FromClaim, address));
    }

    /// <summary>How <paramref name="user"/> signed in.</summary>
    public static SignInMethod? MethodOf(ClaimsPrincipal user) =>
        Enum.TryParse<SignInMethod>(user.FindFirstValue(ClaimTypes.AuthenticationMethod), out var method) ? method : null;

    /// <summary>
    /// A key that identifies the person <paramref name="user"/> in all sessions. A person who signs in by link is never
    /// the host account of that name.
    /// </summary>
    public static string PersonOf(ClaimsPrincipal user) => $"{MethodOf(user)} {user.Identity?.Name}";

    /// <inheritdoc cref="PersonOf(ClaimsPrincipal)"/>
    public static string PersonOf(Session session) => $"{session.Method} {session.User}";

    /// <summary>Whether several people may be behind the account: everybody who gets a sign-in link is the same user.</summary>
    public static bool IsShared(ClaimsPrincipal user) => MethodOf(user) is SignInMethod.Link;

    /// <summary>
    /// The name of <paramref name="user"/> in the audit log and in tasks. A person who signs in by link is
    /// <c>setup</c>; a host account with that name gets another form.
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

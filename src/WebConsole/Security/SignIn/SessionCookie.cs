using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using WebConsole.Hosting;
using WebConsole.Security.Sessions;

namespace WebConsole.Security.SignIn;

/// <summary>The session cookie, and the response to requests without one.</summary>
internal sealed class SessionCookie(SessionRegistry sessions) : CookieAuthenticationEvents
{
    /// <summary>The prefix of its name; the <see cref="InstallationId"/> follows.</summary>
    public const string Prefix = "webconsole.session.";

    private static readonly object EndKey = new();

    public static void Configure(CookieAuthenticationOptions cookie, WebConsoleOptions options, string installation)
    {
        cookie.Cookie.Name = Prefix + installation;
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        // The registry ends idle sessions; this is only the maximum lifetime.
        cookie.ExpireTimeSpan = options.SignIn.SessionLifetime;
        cookie.SlidingExpiration = false;
        cookie.EventsType = typeof(SessionCookie);
    }

    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        if (sessions.Touch(context.Principal))
        {
            SessionPrincipal.ComesFrom(context.Principal!, context.HttpContext.From());
            return;
        }
        context.HttpContext.Items[EndKey] = sessions.WhyEnded(context.Principal);
        context.RejectPrincipal();
        // A program's request keeps the cookie, worthless as it is: the page's own request tells by it why the session ended.
        if (RequestKind.IsPage(context.Request))
            await context.HttpContext.SignOutAsync().ConfigureAwait(false);
    }

    /// <summary>Redirects pages to sign-in; programs get a status and no page.</summary>
    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        var request = context.Request;
        // A relative URL, because the caller controls the Host header.
        if (RequestKind.IsPage(request))
            context.Response.Redirect(AppUrls.SignInAgain(request.Path + request.QueryString, context.HttpContext.Items[EndKey] as SessionEnd?));
        else
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}

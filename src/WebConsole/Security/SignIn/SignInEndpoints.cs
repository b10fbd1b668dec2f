using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using WebConsole.Hosting;
using WebConsole.Security.Sessions;

namespace WebConsole.Security.SignIn;

/// <summary>The sign-in page and what it sends; sign-out. Plain endpoints, because a circuit can't set a cookie.</summary>
internal static class SignInEndpoints
{
    public static void MapSignIn(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(AppUrls.SignIn, ShowPage).AllowAnonymous();
        endpoints.MapPost(AppUrls.SignIn, SignInAsync).AllowAnonymous()
            .WithMetadata(new RequestSizeLimitAttribute(SignInLimits.LongestRequest));
        endpoints.MapPost(AppUrls.SignOut, SignOutAsync).AllowAnonymous()
            .WithMetadata(new RequestSizeLimitAttribute(SignInLimits.LongestRequest));
    }

    private static RazorComponentResult<SignInPage> ShowPage(HttpContext context, string? token, string? returnUrl) =>
        token is null || SignInLinks.IsToken(token)
            ? Page(context, returnUrl, token: token)
            : Page(context, returnUrl, SignInErrors.LinkRefused);

    private static async Task<IResult> SignInAsync(HttpContext context, [FromForm] SignInForm form, SignInLinks links, SessionRegistry sessions, SecurityAudit audit)
    {
        if (form.Token is null || !links.Use(form.Token))
        {
            audit.SignInRefused(SignInLinks.User, context.From(), "the link does not work");
            return Page(context, form.ReturnUrl, SignInErrors.LinkRefused, status: StatusCodes.Status401Unauthorized);
        }
        await BeginAsync(context, sessions, sessions.Begin(SignInLinks.User, Role.Administrator, SignInMethod.Link, context.From())).ConfigureAwait(false);
        return new SeeOther(LocalUrl.OrOverview(form.ReturnUrl));
    }

    /// <summary>Gives the browser its new session, and ends the one that it had.</summary>
    private static async Task BeginAsync(HttpContext context, SessionRegistry sessions, Session session)
    {
        if (SessionPrincipal.IdOf(context.User) is { } before)
            sessions.End(before, "signed in anew");
        await context.SignInAsync(SessionPrincipal.Of(session)).ConfigureAwait(false);
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, SessionRegistry sessions, IAntiforgery antiforgery)
    {
        if (SessionPrincipal.IdOf(context.User) is { } id)
        {
            if (!await antiforgery.IsRequestValidAsync(context).ConfigureAwait(false))
                return TypedResults.BadRequest();
            sessions.End(id, "signed out");
            await context.SignOutAsync().ConfigureAwait(false);
        }
        return new SeeOther(AppUrls.SignIn);
    }

    private static RazorComponentResult<SignInPage> Page(HttpContext context, string? returnUrl, string? error = null, string? token = null, int status = 200) =>
        new(new
        {
            Token = token,
            ReturnUrl = LocalUrl.OrOverview(returnUrl),
            Error = error,
            SignedInAs = context.User.Identity?.Name,
            HostAccounts = false,
            NoHostAccounts = "Host accounts are off.",
        })
        { StatusCode = status };
}

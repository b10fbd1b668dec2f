using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using WebConsole.Hosting;
using WebConsole.Security.HostAccounts;
using WebConsole.Security.Sessions;

namespace WebConsole.Security.SignIn;

/// <summary>
/// The endpoints of the sign-in page, its forms and sign-out. They are plain endpoints because a circuit can't set a
/// cookie.
/// </summary>
internal static partial class SignInEndpoints
{
    public static void MapSignIn(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(AppUrls.SignIn, ShowPage).AllowAnonymous();
        endpoints.MapPost(AppUrls.SignIn, SignInAsync).AllowAnonymous()
            .WithMetadata(new RequestSizeLimitAttribute(SignInLimits.LongestRequest));
        endpoints.MapPost(AppUrls.SignOut, SignOutAsync).AllowAnonymous()
            .WithMetadata(new RequestSizeLimitAttribute(SignInLimits.LongestRequest));
    }

    /// <param name="context">The request.</param>
    /// <param name="hostAccounts">Whether passwords are taken.</param>
    /// <param name="token">Of a one-time link.</param>
    /// <param name="returnUrl">Where to go after sign-in.</param>
    /// <param name="ended">Why the session of the page that leads here ended.</param>
    private static IResult ShowPage(HttpContext context, HostAccountsStatus hostAccounts, string? token, string? returnUrl, string? ended) =>
        // An open page of an earlier session of this browser, which has signed in anew meanwhile.
        ended is not null && context.User.Identity?.IsAuthenticated == true ? new SeeOther(LocalUrl.OrOverview(returnUrl))
        : token is null || SignInLinks.IsToken(token)
            ? Page(context, hostAccounts, new() { Token = token, ReturnUrl = returnUrl }, ended: SessionEndWords.Sentence(ended))
            : Page(context, hostAccounts, new() { ReturnUrl = returnUrl }, SignInErrors.LinkRefused);

    private static async Task<IResult> SignInAsync(HttpContext context, [FromForm] SignInForm form, HostAccountsStatus hostAccounts,
        LinkSignIn byLink, PasswordSignIn passwords, SessionRegistry sessions, ILoggerFactory loggers)
    {
        SignInResult result;
        try
        {
            result = form.Token is not null || !hostAccounts.IsOn
                ? byLink.SignIn(form.Token, context.Connection.RemoteIpAddress)
                : await passwords.SignInAsync(form.User ?? "", form.Password ?? "", context.Connection.RemoteIpAddress, context.RequestAborted).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            NotKept(loggers.CreateLogger(typeof(SignInEndpoints)), context.From(), exception);
            result = SignInResult.Failed(SignInErrors.NotKept, StatusCodes.Status503ServiceUnavailable);
        }
        if (result.Session is not { } session)
            return Page(context, hostAccounts, form with { Token = null }, result.Error, result.Status);
        // End the browser's earlier session, which protects against session fixation.
        if (SessionPrincipal.IdOf(context.User) is { } before)
            sessions.End(before, "signed in anew", SessionEnd.SignedOut);
        await context.SignInAsync(SessionPrincipal.Of(session)).ConfigureAwait(false);
        return new SeeOther(LocalUrl.OrOverview(form.ReturnUrl));
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, SessionRegistry sessions)
    {
        if (SessionPrincipal.IdOf(context.User) is { } id)
        {
            if (!await Forgery.IsOursAsync(context).ConfigureAwait(false))
                return TypedResults.BadRequest();
            sessions.End(id, "signed out", SessionEnd.SignedOut);
            await context.SignOutAsync().ConfigureAwait(false);
        }
        return new SeeOther(AppUrls.SignIn);
    }

    private static RazorComponentResult<SignInPage> Page(
        HttpContext context, HostAccountsStatus hostAccounts, SignInForm form, string? error = null, int status = StatusCodes.Status200OK,
        string? ended = null) =>
        new(new
        {
            form.Token,
            ReturnUrl = LocalUrl.OrOverview(form.ReturnUrl),
            Error = error,
            Ended = ended,
            User = form.User is { Length: <= SignInLimits.LongestUser } user ? user : null,
            SignedInAs = context.User.Identity?.Name,
            HostAccounts = hostAccounts,
        })
        { StatusCode = status };

    [LoggerMessage(1315, LogLevel.Error, "Sign-in from {From} failed: the state directory can't be read or written")]
    private static partial void NotKept(ILogger log, string from, Exception exception);
}

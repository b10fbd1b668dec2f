using System.Net;
using WebConsole.Security.HostAccounts;
using WebConsole.Security.Sessions;

namespace WebConsole.Security.SignIn;

/// <summary>
/// Sign-in by a one-time link. Valid links are never rate-limited, because nobody can guess 32 bytes; only the log
/// lines of refusals are limited.
/// </summary>
internal sealed class LinkSignIn(SignInLinks links, PasswordLimiter limiter, SessionRegistry sessions, SecurityAudit audit)
{
    public SignInResult SignIn(string? token, IPAddress? address)
    {
        var from = RequestOrigin.Text(address);
        if (token is not null && links.Use(token, () => sessions.Begin(SignInLinks.User, Role.Administrator, SignInMethod.Link, from)) is { } session)
            return SignInResult.Good(session);
        var network = RequestOrigin.Network(address);
        if (limiter.TryTake(account: null, network))
            audit.SignInRefused(SignInLinks.User, from, "the link does not work");
        else if (limiter.MayTell(network))
            audit.SignInRefused(SignInLinks.User, from, "the link does not work; too many attempts, the next minute's are not listed");
        return SignInResult.Failed(SignInErrors.LinkRefused, StatusCodes.Status401Unauthorized);
    }
}

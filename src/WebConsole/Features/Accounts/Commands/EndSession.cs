using System.Security.Claims;
using WebConsole.Operations;
using WebConsole.Security;
using WebConsole.Security.Sessions;

namespace WebConsole.Features.Accounts.Commands;

/// <summary>
/// Signs someone out everywhere: one's own sessions, and for administrators anyone's. No operation, since it concerns no
/// host and is over at once; authorised and audited like one.
/// </summary>
public sealed class EndSession(SessionRegistry sessions, SecurityAudit audit)
{
    public static bool Allows(ClaimsPrincipal user, Session session) =>
        Policies.Allows(user, Role.Administrator) || SessionRegistry.IsOf(user, session);

    /// <summary>Says whether the session has ended: <c>false</c> where <paramref name="user"/> may not end it.</summary>
    public bool Execute(ClaimsPrincipal user, Guid id)
    {
        if (sessions.Current.FirstOrDefault(session => session.Id == id) is not { } session)
            return sessions.IsAlive(user);
        var caller = Caller.Of(user);
        // Asked again: the page was drawn some time ago.
        if (!sessions.IsAlive(user) || !Allows(user, session))
        {
            audit.EndRefused(session, user, caller.From);
            return false;
        }
        sessions.End(id, $"ended by {caller.User} from {caller.From}");
        return true;
    }
}

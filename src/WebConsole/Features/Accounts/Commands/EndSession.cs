using System.Security.Claims;
using WebConsole.Security;
using WebConsole.Security.Sessions;

namespace WebConsole.Features.Accounts.Commands;

/// <summary>Signs someone out everywhere: one's own sessions, and for administrators anyone's.</summary>
public sealed class EndSession(SessionRegistry sessions)
{
    public static bool Allows(ClaimsPrincipal user, Session session) =>
        Policies.Allows(user, Role.Administrator) || SessionRegistry.IsOf(user, session);

    /// <summary>Says whether the session has ended: <c>false</c> where <paramref name="user"/> may not end it.</summary>
    public bool Execute(ClaimsPrincipal user, Guid id)
    {
        // Asked again: the page was drawn some time ago.
        if (!sessions.IsAlive(user))
            return false;
        if (sessions.Current.FirstOrDefault(session => session.Id == id) is not { } session)
            return true;
        if (!Allows(user, session))
            return false;
        sessions.End(id, $"ended by {user.Identity?.Name}");
        return true;
    }
}

using System.Security.Claims;
using WebConsole.Hypervisor;
using WebConsole.Security;
using WebConsole.Security.Sessions;

namespace WebConsole.Access;

/// <summary>Decides by role, the same for all objects of a kind. Everybody has all rights on their own sessions.</summary>
internal sealed class RoleAccess(SessionRegistry sessions) : IAccess
{
    public bool May(ClaimsPrincipal user, Right right, ObjectId target) =>
        RoleOf(user) is { } role && (role >= right.LeastRole(target.Kind) || IsOwnSession(user, target));

    /// <summary>
    /// The role comes from the session registry, so it is current; an ended session has no role. WebConsole itself has
    /// no session.
    /// </summary>
    private Role? RoleOf(ClaimsPrincipal user) => SessionPrincipal.IdOf(user) is null ? Policies.RoleOf(user) : sessions.RoleOf(user);

    private static bool IsOwnSession(ClaimsPrincipal user, ObjectId target) =>
        target.Kind is ObjectKind.Session && target.Key.StartsWith(SessionPrincipal.PersonOf(user) + '/', StringComparison.Ordinal);
}

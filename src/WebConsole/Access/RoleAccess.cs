using System.Security.Claims;
using WebConsole.Hypervisor;
using WebConsole.Security;
using WebConsole.Security.Sessions;

namespace WebConsole.Access;

/// <summary>Answers by role, the same for all objects of a kind, and gives everybody their own sessions.</summary>
internal sealed class RoleAccess(SessionRegistry sessions) : IAccess
{
    public bool May(ClaimsPrincipal user, Right right, ObjectId target) =>
        RoleOf(user) is { } role && (role >= right.LeastRole(target.Kind) || IsOwnSession(user, target));

    /// <summary>A session's role is what the registry says now, and nothing once it has ended; what WebConsole does by itself has no session.</summary>
    private Role? RoleOf(ClaimsPrincipal user) => SessionPrincipal.IdOf(user) is null ? Policies.RoleOf(user) : sessions.RoleOf(user);

    private static bool IsOwnSession(ClaimsPrincipal user, ObjectId target) =>
        target.Kind is ObjectKind.Session && target.Key.StartsWith(SessionPrincipal.PersonOf(user) + '/', StringComparison.Ordinal);
}

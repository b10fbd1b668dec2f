using System.Collections.Concurrent;
using System.Security.Claims;
using WebConsole.Access;
using WebConsole.Hypervisor;
using WebConsole.Security.Sessions;

namespace WebConsole.Tests.Operations;

/// <summary>Decides by role, and hides the objects that the test names from everybody.</summary>
internal sealed class HidingAccess : IAccess
{
    /// <summary>The registry with the sessions of the test's users.</summary>
    public SessionRegistry? Sessions { get; set; }

    public ConcurrentDictionary<ObjectId, bool> Hidden { get; } = new();

    /// <summary>If a user may not see a whole host, the right is checked for each of its objects.</summary>
    public bool May(ClaimsPrincipal user, Right right, ObjectId target) => new RoleAccess(Sessions!).May(user, right, target)
        && !Hidden.Keys.Any(hidden => hidden.Covers(target) || (target.Kind is ObjectKind.Host && hidden.Host == target.Host));
}

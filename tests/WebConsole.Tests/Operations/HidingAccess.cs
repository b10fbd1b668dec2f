using System.Collections.Concurrent;
using System.Security.Claims;
using WebConsole.Access;
using WebConsole.Hypervisor;
using WebConsole.Security.Sessions;

namespace WebConsole.Tests.Operations;

/// <summary>Answers by role, and hides from everybody what the test says.</summary>
internal sealed class HidingAccess : IAccess
{
    /// <summary>Where the users of the test have sessions.</summary>
    public SessionRegistry? Sessions { get; set; }

    public ConcurrentDictionary<ObjectId, bool> Hidden { get; } = new();

    /// <summary>Whoever may not see all of a host is asked for each of its objects.</summary>
    public bool May(ClaimsPrincipal user, Right right, ObjectId target) => new RoleAccess(Sessions!).May(user, right, target)
        && !Hidden.Keys.Any(hidden => hidden.Covers(target) || (target.Kind is ObjectKind.Host && hidden.Host == target.Host));
}

using System.Security.Claims;
using WebConsole.Hypervisor;

namespace WebConsole.Access;

/// <summary>The one question about rights. Operations ask it before they begin, and the visible views before they show.</summary>
public interface IAccess
{
    /// <summary>
    /// Whether <paramref name="user"/> may do that with <paramref name="target"/> now. Whoever may do it with a host may do it
    /// with all that is on it.
    /// </summary>
    public bool May(ClaimsPrincipal user, Right right, ObjectId target);
}

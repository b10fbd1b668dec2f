using System.Security.Claims;
using WebConsole.Hypervisor;

namespace WebConsole.Access;

/// <summary>
/// Decides about rights. Operations ask it before they begin, and the visible views before they return objects.
/// </summary>
public interface IAccess
{
    /// <summary>
    /// Whether <paramref name="user"/> has the right on <paramref name="target"/> now. A right on a host includes all
    /// objects of the host.
    /// </summary>
    public bool May(ClaimsPrincipal user, Right right, ObjectId target);
}

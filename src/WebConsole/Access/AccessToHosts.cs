using System.Security.Claims;
using WebConsole.Hosting;
using WebConsole.Hypervisor;

namespace WebConsole.Access;

/// <summary>Who may change what belongs to no host, but concerns all of them.</summary>
internal static class AccessToHosts
{
    public static bool MayOnEachHost(this IAccess access, ClaimsPrincipal user, Right right, WebConsoleOptions options) =>
        options.Hosts.Count > 0 && options.Hosts.Keys.All(host => access.May(user, right, ObjectId.OfHost(host)));
}

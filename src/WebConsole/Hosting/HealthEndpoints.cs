using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;
using WebConsole.Security.Sessions;

namespace WebConsole.Hosting;

/// <summary>For supervisors: whether the server is alive, and whether every configured host is connected.</summary>
internal static class HealthEndpoints
{
    /// <summary>Load balancers ask by HEAD.</summary>
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods(AppUrls.Alive, Methods, () => TypedResults.Text("alive")).AllowAnonymous();
        endpoints.MapMethods(AppUrls.Ready, Methods, Ready).AllowAnonymous();
    }

    private static IResult Ready(HttpContext context, WebConsoleOptions options, InventoryStore store, SessionRegistry sessions)
    {
        var inventory = store.Current;
        var hosts = options.Hosts.Keys.Select(name => HostReadiness.Of(name, inventory.Host(name))).ToList();
        var ready = hosts.TrueForAll(host => host.State == HostReadiness.Connected);
        var status = ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        // Anonymous callers must not see names of hosts and libvirt's messages; a page that uses DNS rebinding must not
        // either.
        return sessions.IsAlive(context.User) || (context.IsLoopback() && context.Request.IsUnderLoopbackName())
            ? TypedResults.Json(new { ready, hosts }, statusCode: status)
            : TypedResults.Text(ready ? "ready" : "not ready", statusCode: status);
    }

    private sealed record HostReadiness(string Name, string State, string? Error)
    {
        public static readonly string Connected = ConnectionState.Connected.ToToken();

        public static HostReadiness Of(string name, HostStatus? status) =>
            new(name, (status?.Connection ?? ConnectionState.Connecting).ToToken(), status?.Error);
    }
}

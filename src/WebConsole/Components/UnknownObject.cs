using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Components;

/// <summary>
/// Whether an address names a machine, network or pool that is not there, or is that of the page for such addresses.
/// The page says so on its circuit, when the response is long gone; its status has to be known before.
/// </summary>
internal static class UnknownObject
{
    public static bool IsAskedFor(HttpContext context, InventorySnapshot snapshot)
    {
        if (context.Request.Path == AppUrls.NotFound)
            return true;
        if (context.GetRouteValue("Host") is not string host || !Guid.TryParse(context.GetRouteValue("Uuid")?.ToString(), out var uuid))
            return false;
        return snapshot.Host(host) switch
        {
            null => true,
            // Nobody can tell yet.
            { Connection: ConnectionState.Connecting or ConnectionState.Disconnected } => false,
            _ => !Exists(context.Request.Path, snapshot, host, uuid),
        };
    }

    private static bool Exists(PathString path, InventorySnapshot snapshot, string host, Guid uuid) =>
        path.StartsWithSegments("/machines") ? snapshot.Machines.ContainsKey(new MachineId(host, uuid))
        : path.StartsWithSegments("/networks") ? snapshot.Networks.ContainsKey((host, uuid))
        : !path.StartsWithSegments("/storage") || snapshot.StoragePools.ContainsKey((host, uuid));
}

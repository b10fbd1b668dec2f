using Microsoft.AspNetCore.Components.Endpoints;
using WebConsole.Access;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Components;

/// <summary>
/// Sets the status 404 for the page of a missing machine, network, filter or pool, and for unknown URLs. The page itself shows
/// it on its circuit, after the response has been sent.
/// </summary>
internal static class UnknownObject
{
    public static void UseStatusOfUnknownObjects(this IApplicationBuilder app)
    {
        var hasParts = app.ApplicationServices.GetRequiredService<IHostEnvironment>().IsDevelopment();
        app.Use((context, next) =>
        {
            if (context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null
                && (IsAskedFor(context, context.RequestServices.GetRequiredService<VisibleInventory>().Current) || (!hasParts && context.Request.Path.StartsWithSegments(AppUrls.Parts))))
                Answer404(context);
            return next(context);
        });
    }

    // Blazor discards the rendered page when the status is 404, so it is set last.
    private static void Answer404(HttpContext context) => context.Response.OnStarting(() =>
    {
        if (context.Response.StatusCode == StatusCodes.Status200OK)
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    });

    private static bool IsAskedFor(HttpContext context, InventorySnapshot snapshot)
    {
        if (context.Request.Path == AppUrls.NotFound)
            return true;
        if (context.GetRouteValue("Host") is not string host || !Guid.TryParse(context.GetRouteValue("Uuid")?.ToString(), out var uuid))
            return false;
        return snapshot.Host(host) switch
        {
            null => true,
            // Not known yet.
            { Connection: ConnectionState.Connecting or ConnectionState.Disconnected } => false,
            { StorageUnread: true } when context.Request.Path.StartsWithSegments(AppUrls.Storage) => false,
            _ => !Exists(context.Request.Path, snapshot, host, uuid),
        };
    }

    private static bool Exists(PathString path, InventorySnapshot snapshot, string host, Guid uuid) =>
        path.StartsWithSegments(AppUrls.Machines) ? snapshot.Machines.ContainsKey(new MachineId(host, uuid))
        : path.StartsWithSegments(AppUrls.Networks) ? snapshot.Networks.ContainsKey((host, uuid))
        : path.StartsWithSegments(AppUrls.Filters) ? snapshot.Filters.ContainsKey((host, uuid))
        : !path.StartsWithSegments(AppUrls.Storage) || snapshot.StoragePools.ContainsKey((host, uuid));
}

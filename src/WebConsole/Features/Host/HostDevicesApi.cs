using Microsoft.AspNetCore.Http.HttpResults;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Hosting;
using WebConsole.Hypervisor.HostDevices;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Text;

namespace WebConsole.Features.Host;

/// <summary>The API of the devices of hosts; <see cref="ActionsApi"/> has their actions.</summary>
internal static class HostDevicesApi
{
    public static void MapHostDevicesApi(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapApi("Hosts");
        api.MapGet("/hosts/{host}/devices", List).WithSummary("The devices of a host, or those of one kind.").ProducesProblem(400).ProducesProblem(404);
        api.MapGet("/hosts/{host}/devices/{name}", Find).WithSummary("One device of a host.").ProducesProblem(400).ProducesProblem(404);
    }

    private static Results<Ok<ItemList<HostDeviceItem>>, ProblemHttpResult> List(string host, VisibleInventory inventory, HostDuties duties, HttpContext context, string? kind = null)
    {
        var (found, problem) = context.FindHost(host);
        if (problem is not null)
            return problem;
        var map = new HostDeviceMap(inventory.Current, host, duties.Of((HostStatus)found!));
        return TypedResults.Ok(new ItemList<HostDeviceItem>([.. map.All.Where(device => kind is null || device.Kind == kind).OrderBy(device => device.Name, NaturalOrder.Instance).Select(device => HostDeviceItem.Of(device, map))]));
    }

    private static Results<Ok<HostDeviceItem>, ProblemHttpResult> Find(string host, string name, VisibleInventory inventory, HostDuties duties, HttpContext context)
    {
        var (found, problem) = context.FindHostDevice(host, name);
        if (found is not NodeDevice device)
            return problem!;
        var snapshot = inventory.Current;
        return TypedResults.Ok(HostDeviceItem.Of(HostDevice.Of(device), new HostDeviceMap(snapshot, host, duties.Of(snapshot.Host(host)))));
    }
}

using Microsoft.AspNetCore.Http.HttpResults;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Hosting;
using WebConsole.Hypervisor.HostInterfaces;

namespace WebConsole.Features.Networks.Interfaces;

/// <summary>The API of hosts' network interfaces.</summary>
internal static class HostInterfacesApi
{
    public static void MapHostInterfacesApi(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapApi("Networks").MapGet("/host-interfaces", ListAsync).WithSummary("The network interfaces of all hosts, or of one.").ProducesProblem(400).ProducesProblem(404);

    private static async Task<Results<Ok<ItemList<HostInterfaceItem>>, ProblemHttpResult>> ListAsync(VisibleInventory inventory, VisibleInterfaces interfaces, HttpContext context, string? host = null)
    {
        if (host is not null && context.FindHost(host).Problem is { } problem)
            return problem;
        var snapshot = inventory.Current;
        var items = new List<HostInterfaceItem>();
        foreach (var name in snapshot.Hosts.Select(known => known.Name).Where(name => host is null || name == host))
        {
            if (await interfaces.ReadAsync(name, context.RequestAborted).ConfigureAwait(false) is { } reading && new InterfaceUsers(snapshot, name) is var users)
                items.AddRange(reading.All.Select(one => HostInterfaceItem.Of(one, reading, users)));
        }
        return TypedResults.Ok(new ItemList<HostInterfaceItem>([.. items]));
    }
}

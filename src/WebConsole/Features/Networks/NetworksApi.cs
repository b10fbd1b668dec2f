using Microsoft.AspNetCore.Http.HttpResults;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using Network = WebConsole.Hypervisor.Inventory.Network;

namespace WebConsole.Features.Networks;

/// <summary>The API of networks and their leases; <see cref="ActionsApi"/> has their actions.</summary>
internal static class NetworksApi
{
    public static void MapNetworksApi(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapApi("Networks");
        api.MapGet("/networks", List).WithSummary("All virtual networks, or those of one host.").ProducesProblem(400).ProducesProblem(404);
        api.MapGet("/networks/{host}/{uuid}", Find).WithSummary("One virtual network.").ProducesProblem(400).ProducesProblem(404);
        api.MapGet("/networks/{host}/{uuid}/leases", Leases).WithSummary("The addresses that a network's DHCP server has given out.").ProducesProblem(400).ProducesProblem(404);
    }

    private static Results<Ok<ItemList<NetworkItem>>, ProblemHttpResult> List(VisibleInventory inventory, AvailableActions actions, HttpContext context, string? host = null)
    {
        if (host is not null && context.CheckHost(host) is { } problem)
            return problem;
        return TypedResults.Ok(new ItemList<NetworkItem>([.. inventory.Current.Networks.Values
            .Where(network => host is null || network.Host == host)
            .OrderBy(network => network.Host, StringComparer.Ordinal).ThenBy(network => network.Name, StringComparer.Ordinal)
            .Select(network => NetworkItem.Of(network, actions.For(network), actions.May(Right.Operate, network.Id)))]));
    }

    private static Results<Ok<NetworkItem>, ProblemHttpResult> Find(string host, string uuid, AvailableActions actions, HttpContext context)
    {
        var (network, problem) = context.Find(ObjectKind.Network, host, uuid);
        return network is null ? problem! : TypedResults.Ok(NetworkItem.Of((Network)network, actions.For(network), actions.May(Right.Operate, network.Id)));
    }

    private static Results<Ok<ItemList<LeaseItem>>, ProblemHttpResult> Leases(string host, string uuid, VisibleInventory inventory, TimeProvider clock, HttpContext context)
    {
        var (network, problem) = context.Find(ObjectKind.Network, host, uuid);
        return network is null ? problem! : TypedResults.Ok(new ItemList<LeaseItem>(
            [.. NetworkLease.Of(inventory.Current, (Network)network, clock.GetUtcNow()).Select(known => LeaseItem.Of(known.Lease, known.Machine))]));
    }
}

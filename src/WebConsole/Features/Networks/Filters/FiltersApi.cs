using Microsoft.AspNetCore.Http.HttpResults;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Networks.Filters;

/// <summary>The API of packet filters; <see cref="ActionsApi"/> has their actions.</summary>
internal static class FiltersApi
{
    public static void MapFilters(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapApi(ObjectKind.Filter.Area());
        api.MapGet("/filters", List).WithSummary("All packet filters for network cards, or those of one host.").ProducesProblem(400).ProducesProblem(404);
        api.MapGet("/filters/{host}/{uuid}", Find).WithSummary("One packet filter.").ProducesProblem(400).ProducesProblem(404);
    }

    private static Results<Ok<ItemList<FilterItem>>, ProblemHttpResult> List(VisibleInventory inventory, AvailableActions actions, HttpContext context, string? host = null)
    {
        if (host is not null && context.CheckHost(host) is { } problem)
            return problem;
        var snapshot = inventory.Current;
        return TypedResults.Ok(new ItemList<FilterItem>([.. snapshot.Filters.Values
            .Where(filter => host is null || filter.Host == host)
            .OrderBy(filter => filter.Host, StringComparer.Ordinal).ThenBy(filter => filter.Name, StringComparer.Ordinal)
            .Select(filter => FilterItem.Of(filter, snapshot, actions.For(filter)))]));
    }

    private static Results<Ok<FilterItem>, ProblemHttpResult> Find(string host, string uuid, VisibleInventory inventory, AvailableActions actions, HttpContext context)
    {
        var (filter, problem) = context.Find(ObjectKind.Filter, host, uuid);
        return filter is NetworkFilter found ? TypedResults.Ok(FilterItem.Of(found, inventory.Current, actions.For(found))) : problem!;
    }
}

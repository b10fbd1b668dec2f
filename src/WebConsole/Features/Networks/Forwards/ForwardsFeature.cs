using Microsoft.AspNetCore.Http.HttpResults;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Forwards;
using WebConsole.Hypervisor.Inventory;
using Network = WebConsole.Hypervisor.Inventory.Network;

namespace WebConsole.Features.Networks.Forwards;

/// <summary>Ports of the host that lead to machines: their actions and their API.</summary>
internal static class ForwardsFeature
{
    public static void AddForwards(this IServiceCollection services)
    {
        services.AddSingleton<ForwardServices>();
        services.AddSingleton(provider => AddForward.AsAction(provider.GetRequiredService<ForwardServices>()));
        services.AddSingleton(provider => RemoveForward.AsAction(provider.GetRequiredService<ForwardServices>()));
    }

    public static void MapForwards(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapApi("Networks");
        api.MapGet("/machines/{host}/{uuid}/forwards", OfMachine).WithSummary("The ports of the host that lead to a machine, and whether they do so now.").ProducesProblem(400).ProducesProblem(404);
        api.MapGet("/networks/{host}/{uuid}/forwards", OfNetwork).WithSummary("The ports of the host that lead to machines on a network.").ProducesProblem(400).ProducesProblem(404);
    }

    private static Results<Ok<ItemList<ForwardItem>>, ProblemHttpResult> OfMachine(string host, string uuid, ForwardReader reader, VisibleInventory inventory, HttpContext context)
    {
        var (machine, problem) = context.Find(ObjectKind.Machine, host, uuid);
        return machine is Machine known ? TypedResults.Ok(new ItemList<ForwardItem>([.. reader.Of(inventory.Current, known).Select(ForwardItem.Of)])) : problem!;
    }

    private static Results<Ok<ItemList<ForwardItem>>, ProblemHttpResult> OfNetwork(string host, string uuid, ForwardReader reader, VisibleInventory inventory, HttpContext context)
    {
        var (network, problem) = context.Find(ObjectKind.Network, host, uuid);
        return network is Network known ? TypedResults.Ok(new ItemList<ForwardItem>([.. NetworkUsers.Of(inventory.Current, known).SelectMany(machine => reader.Of(inventory.Current, machine)).Where(forward => forward.Network == known.Name).Select(ForwardItem.Of)])) : problem!;
    }
}

using Microsoft.AspNetCore.Http.HttpResults;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Features.Machines.Devices;
using WebConsole.Features.Machines.Hardware;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines;

/// <summary>The API of hosts and machines; <see cref="ActionsApi"/> has their actions.</summary>
internal static class MachinesApi
{
    public static void MapMachinesApi(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapApi("Machines");
        api.MapGet("/hosts", Hosts).WithSummary("All hosts, in the order of the configuration.");
        api.MapGet("/machines", List).WithSummary("All machines, or those of one host.").ProducesProblem(400).ProducesProblem(404);
        api.MapGet("/machines/{host}/{uuid}", Find).WithSummary("One machine.").ProducesProblem(400).ProducesProblem(404);
        api.MapGet("/machines/{host}/{uuid}/devices", Devices).WithSummary("The devices of a machine, of both its definitions, each with its key.").ProducesProblem(400).ProducesProblem(404);
        api.MapGet("/machines/{host}/{uuid}/addresses", AddressesAsync).WithSummary("The addresses of a running machine's network cards, asked now, each with where it is known from.").ProducesProblem(400).ProducesProblem(404);
    }

    private static async Task<Results<Ok<ItemList<CardAddress>>, ProblemHttpResult>> AddressesAsync(string host, string uuid, CardAddresses addresses, HttpContext context)
    {
        var (machine, problem) = context.Find(ObjectKind.Machine, host, uuid);
        return machine is Machine known ? TypedResults.Ok(new ItemList<CardAddress>([.. await addresses.ReadAsync(known, context.RequestAborted).ConfigureAwait(false)])) : problem!;
    }

    private static Results<Ok<ItemList<DeviceItem>>, ProblemHttpResult> Devices(string host, string uuid, VisibleInventory inventory, VisibleMetrics metrics, HttpContext context)
    {
        var (machine, problem) = context.Find(ObjectKind.Machine, host, uuid);
        return machine is null ? problem! : TypedResults.Ok(DevicesOf((Machine)machine, HardwareContext.Of((Machine)machine, inventory.Current, metrics)));

        static ItemList<DeviceItem> DevicesOf(Machine machine, HardwareContext context) => new([.. MachineDevice.AllOf(machine).Select(device => DeviceItem.Of(device, context))]);
    }

    private static ItemList<HostItem> Hosts(VisibleInventory inventory) => new([.. inventory.Current.Hosts.Select(HostItem.Of)]);

    private static Results<Ok<ItemList<MachineItem>>, ProblemHttpResult> List(VisibleInventory inventory, HttpContext context, string? host = null)
    {
        if (host is not null && context.CheckHost(host) is { } problem)
            return problem;
        return TypedResults.Ok(new ItemList<MachineItem>([.. inventory.Current.Machines.Values
            .Where(machine => host is null || machine.Id.Host == host)
            .OrderBy(machine => machine.Id.Host, StringComparer.Ordinal).ThenBy(machine => machine.Name, StringComparer.Ordinal)
            .Select(MachineItem.Of)]));
    }

    private static Results<Ok<MachineDetails>, ProblemHttpResult> Find(string host, string uuid, AvailableActions actions, HttpContext context)
    {
        var (machine, problem) = context.Find(ObjectKind.Machine, host, uuid);
        return machine is null ? problem! : TypedResults.Ok(MachineDetails.Of((Machine)machine, actions.For(machine)));
    }
}

using System.Security.Claims;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;
using WebConsole.Features.Machines.Commands;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;

namespace WebConsole.Features.Machines;

/// <summary>Hosts and machines by the API: the same stores and the same commands as the pages.</summary>
internal static partial class MachinesApi
{
    public static void MapMachinesApi(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapApi("Machines");
        api.MapGet("/hosts", Hosts).WithSummary("All hosts, in the order of the configuration.");
        api.MapGet("/machines", List).WithSummary("All machines, or those of one host.").ProducesProblem(400).ProducesProblem(404);
        api.MapGet("/machines/{host}/{uuid}", Find).WithSummary("One machine.").ProducesProblem(400).ProducesProblem(404);
        api.MapPost("/machines/{host}/{uuid}/{action}", StartAsync)
            .WithSummary($"Does one of: {string.Join(", ", MachineCommands.Actions)}. Answers with the task that does it.")
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(503);
    }

    private static ItemList<HostItem> Hosts(InventoryStore inventory) => new([.. inventory.Current.Hosts.Select(HostItem.Of)]);

    private static Results<Ok<ItemList<MachineItem>>, ProblemHttpResult> List(InventoryStore inventory, string? host = null)
    {
        var current = inventory.Current;
        if (host is not null && Check(current, host) is { } problem)
            return problem;
        return TypedResults.Ok(new ItemList<MachineItem>([.. current.Machines.Values
            .Where(machine => host is null || machine.Id.Host == host)
            .OrderBy(machine => machine.Id.Host, StringComparer.Ordinal).ThenBy(machine => machine.Name, StringComparer.Ordinal)
            .Select(MachineItem.Of)]));
    }

    private static Results<Ok<MachineDetails>, ProblemHttpResult> Find(string host, string uuid, InventoryStore inventory, ClaimsPrincipal user) =>
        Look(inventory.Current, host, uuid, out var machine) is { } problem
            ? problem
            : TypedResults.Ok(MachineDetails.Of(machine!, Policies.RoleOf(user)));

    private static async Task<Results<Accepted<TaskItem>, ProblemHttpResult>> StartAsync(string host, string uuid, string action,
        InventoryStore inventory, OperationRunner runner, TaskStore tasks, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var current = inventory.Current;
        if (Look(current, host, uuid, out var machine) is { } problem)
            return problem;
        if (MachineCommands.Create(action, machine!, current.Host(host)!) is not { } command)
            return ApiProblems.NotFound($"There is no such action. There are: {string.Join(", ", MachineCommands.Actions)}.");
        var result = await runner.StartAsync(command, user, cancellationToken).ConfigureAwait(false);
        if (result.TaskId is not { } id)
            return ApiProblems.Refused(result);
        var task = await tasks.FindAsync(id, cancellationToken).ConfigureAwait(false);
        return TypedResults.Accepted(AppUrls.ApiTask(id), TaskItem.Of(task!));
    }

    private static ProblemHttpResult? Look(InventorySnapshot current, string host, string uuid, out Machine? machine)
    {
        machine = null;
        if (Check(current, host) is { } problem)
            return problem;
        if (!Guid.TryParseExact(uuid, "D", out var id))
            return ApiProblems.Invalid("uuid", "must be a UUID with hyphens, as in 0c6e16e8-1c30-4b3f-9d0e-2f6b0a1d9a55.");
        return current.Machines.TryGetValue(new MachineId(host, id), out machine)
            ? null
            : ApiProblems.NotFound($"There is no machine {id:D} on {host}.");
    }

    private static ProblemHttpResult? Check(InventorySnapshot current, string host)
    {
        if (!HostName().IsMatch(host))
            return ApiProblems.Invalid("host", "must be the name of a configured host: small letters, digits, dots and hyphens, at most 63.");
        return current.Host(host) is null ? ApiProblems.NotFound($"There is no host named {host}.") : null;
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9.-]{0,62}\z")]
    private static partial Regex HostName();
}

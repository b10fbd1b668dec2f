using WebConsole.Actions;
using WebConsole.Hosting;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Provisioning.Imports;

/// <summary>The API of machines that come from elsewhere.</summary>
internal static class ImportApi
{
    public static void MapImportApi(this IEndpointRouteBuilder endpoints) => endpoints.MapApi("Storage").MapGet("/pools/{host}/{uuid}/volumes/{name}/appliance", ReadAsync)
        .NotFromOtherSites()
        .WithSummary("What the OVA or OVF in a volume describes, as the body of POST /machines/{host}, and what of it is not taken over. Each request is a task.")
        .Produces<MachineImport>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(429).ProducesProblem(503);

    private static async Task<IResult> ReadAsync(string host, string uuid, string name, SubjectFinder finder, OperationRunner runner, MachinePlanner planner, HttpContext context)
    {
        var (found, problem) = context.FindVolume(host, uuid, name);
        if (found is not PoolVolume volume)
            return problem!;
        var read = new ReadAppliance { Volume = volume, Target = volume.Name, Planner = planner, Uri = finder.HostOf(volume.Id)!.Uri };
        var started = await runner.StartAsync(read, context.User, context.RequestAborted).ConfigureAwait(false);
        if (started.TaskId is not { } task)
            return ApiProblems.Refused(started);
        // A task that is cancelled before it begins has no result.
        await Task.WhenAny(read.Result, runner.EndedAsync(task)).WaitAsync(context.RequestAborted).ConfigureAwait(false);
        if (!read.Result.IsCompleted)
            return TypedResults.Problem("It was not read: its task was cancelled.", statusCode: StatusCodes.Status409Conflict);
        try
        {
            return TypedResults.Ok(await read.Result.ConfigureAwait(false));
        }
        catch (OperationFailedException error)
        {
            return TypedResults.Problem($"{error.Message} {error.Advice}", statusCode: StatusCodes.Status409Conflict);
        }
    }
}

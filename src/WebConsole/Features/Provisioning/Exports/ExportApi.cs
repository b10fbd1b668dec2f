using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Appliances.Images;
using WebConsole.Appliances.Packages;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security.Sessions;

namespace WebConsole.Features.Provisioning.Exports;

/// <summary>A machine as one file.</summary>
internal static class ExportApi
{
    public static void MapExportApi(this IEndpointRouteBuilder endpoints) => endpoints.MapApi("Machines").MapGet("/machines/{host}/{uuid}/export", SendAsync)
        .NotFromOtherSites()
        .WithSummary("A machine that is shut off, as one file: format=ova for other products, format=bundle for its definition and qcow2 images. Each request is a task.")
        .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream")
        .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(429).ProducesProblem(503);

    private static async Task<IResult> SendAsync(string host, string uuid, SubjectFinder finder, OperationRunner runner, VisibleInventory inventory, ImageConversions conversions, ExportReaders readers, HttpContext context, string format = "ova")
    {
        if (ExportKind.All.FirstOrDefault(one => one.Word == format) is not { } kind)
            return ApiProblems.Invalid("format", $"must be {string.Join(" or ", ExportKind.All.Select(one => one.Word))}.");
        var (found, problem) = context.Find(ObjectKind.Machine, host, uuid);
        if (found is not Machine machine)
            return problem!;
        using var place = readers.Enter(SessionPrincipal.PersonOf(context.User));
        if (place is null)
            return ApiProblems.Refused(OperationResult.Refused(RefusalReason.TooMany, "You are being sent an export already. Try again when it has ended, or cancel its task."));
        var response = new DownloadResponse(context, ExportName.Of(machine.Name) + kind.Extension);
        var export = ExportMachine.Of(inventory.Current, machine, kind, conversions, readers.Patience, finder.HostOf(ObjectId.OfHost(host))!.Uri, response);
        var started = await runner.StartAsync(export, context.User, context.RequestAborted).ConfigureAwait(false);
        if (started.TaskId is not { } task)
            return ApiProblems.Refused(started);
        // A task that is cancelled before it begins sends nothing.
        await Task.WhenAny(response.EndedAsync(), runner.EndedAsync(task)).ConfigureAwait(false);
        return response.Rest();
    }
}

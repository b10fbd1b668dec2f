using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Hosting;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Storage.Downloads;

/// <summary>The bytes of a volume, as they lie on the host.</summary>
internal static class VolumeContentApi
{
    public static void MapVolumeContent(this RouteGroupBuilder api) => api.MapGet("/pools/{host}/{uuid}/volumes/{name}/content", SendAsync)
        .NotFromOtherSites()
        .WithSummary("The bytes of a volume, or one range of them. Each request is a task.")
        .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream").Produces(StatusCodes.Status206PartialContent, contentType: "application/octet-stream")
        .Produces(StatusCodes.Status416RangeNotSatisfiable)
        .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(429).ProducesProblem(503);

    private static async Task<IResult> SendAsync(string host, string uuid, string name, SubjectFinder finder, OperationRunner runner, VisibleInventory inventory, HttpContext context)
    {
        var (found, problem) = context.FindVolume(host, uuid, name);
        if (found is not PoolVolume volume)
            return problem!;
        var response = new DownloadResponse(context, volume.Name);
        var download = DownloadVolume.Of(inventory.Current, volume, finder.HostOf(volume.Id)!.Uri, response);
        if (await runner.StartAsync(download, context.User, context.RequestAborted).ConfigureAwait(false) is { TaskId: null } refused)
            return ApiProblems.Refused(refused);
        await response.EndedAsync().ConfigureAwait(false);
        return response.Rest();
    }
}

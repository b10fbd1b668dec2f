using Microsoft.AspNetCore.Http.HttpResults;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Features.Storage.Downloads;
using WebConsole.Features.Storage.Images;
using WebConsole.Storage.Kinds;
using WebConsole.Features.Storage.Uploads;
using WebConsole.Hosting;
using WebConsole.Hosting.Bodies;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Storage;

/// <summary>The API of pools and volumes; <see cref="ActionsApi"/> has their actions.</summary>
internal static class StorageApi
{
    public static void MapStorageApi(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapApi("Storage");
        api.MapGet("/pools", List).WithSummary("All storage pools, or those of one host.").ProducesProblem(400).ProducesProblem(404);
        api.MapGet("/pools/{host}/{uuid}", Find).WithSummary("One storage pool.").ProducesProblem(400).ProducesProblem(404);
        api.MapPost("/pools/{host}/discover", DiscoverAsync).WithSummary("Looks for what a pool of a type could be made of: shares, targets, volume groups, disks.").Accepts<SourceQuestion>("application/json").ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        api.MapGet("/pools/{host}/{uuid}/volumes", Volumes).WithSummary("What lies in a pool, as libvirt last read it.").ProducesProblem(400).ProducesProblem(404);
        api.MapGet("/pools/{host}/{uuid}/volumes/{name}", FindVolume).WithSummary("One volume.").ProducesProblem(400).ProducesProblem(404);
        api.MapVolumeContent();
        api.MapImages();
        api.MapUploads();
    }

    private static Results<Ok<ItemList<PoolItem>>, ProblemHttpResult> List(VisibleInventory inventory, AvailableActions actions, HttpContext context, string? host = null)
    {
        if (host is not null && context.CheckHost(host) is { } problem)
            return problem;
        var snapshot = inventory.Current;
        return TypedResults.Ok(new ItemList<PoolItem>([.. snapshot.StoragePools.Values
            .Where(pool => host is null || pool.Host == host)
            .OrderBy(pool => pool.Host, StringComparer.Ordinal).ThenBy(pool => pool.Name, StringComparer.Ordinal)
            .Select(pool => PoolItem.Of(pool, snapshot.Volumes.GetValueOrDefault((pool.Host, pool.Uuid)), actions.For(pool)))]));
    }

    private static Results<Ok<PoolItem>, ProblemHttpResult> Find(string host, string uuid, VisibleInventory inventory, AvailableActions actions, HttpContext context)
    {
        var (pool, problem) = context.Find(ObjectKind.Pool, host, uuid);
        return pool is null ? problem! : TypedResults.Ok(PoolItem.Of((StoragePool)pool, inventory.Current.Volumes.GetValueOrDefault((host, pool.Id.Uuid!.Value)), actions.For(pool)));
    }

    private static async Task<Results<Ok<ItemList<FoundSource>>, ProblemHttpResult>> DiscoverAsync(string host, PoolSources sources, HttpContext context)
    {
        if (context.CheckHost(host) is { } problem)
            return problem;
        if (sources.RefusalOf(context.User, host) is { Reason: { } forbidden } refusal)
            return ApiProblems.Refused(OperationResult.Refused(forbidden, refusal.Said!));
        var (question, mistake) = await RequestBody.ReadAsync<SourceQuestion>(context).ConfigureAwait(false);
        if (question is null)
            return mistake!;
        if (PoolKinds.Of(question.Type) is not { } kind)
            return ApiProblems.Invalid("type", $"must be one of {string.Join(", ", PoolKinds.All.Select(known => known.Type))}.");
        var search = await sources.FindAsync(context.User, host, kind, question.SourceHost, question.Initiator, context.RequestAborted).ConfigureAwait(false);
        return search.Reason is { } reason
            ? search.Field is { } field ? ApiProblems.Invalid(field, search.Said!) : ApiProblems.Refused(OperationResult.Refused(reason, search.Said!))
            : TypedResults.Ok(new ItemList<FoundSource>([.. search.Found]));
    }

    private static Results<Ok<ItemList<VolumeItem>>, ProblemHttpResult> Volumes(string host, string uuid, VisibleInventory inventory, HttpContext context)
    {
        var (pool, problem) = context.Find(ObjectKind.Pool, host, uuid);
        if (pool is null)
            return problem!;
        var snapshot = inventory.Current;
        return TypedResults.Ok(new ItemList<VolumeItem>([.. VolumeRow.Of((StoragePool)pool, snapshot.Volumes.GetValueOrDefault((host, pool.Id.Uuid!.Value)), snapshot).Select(VolumeItem.Of)]));
    }

    private static Results<Ok<VolumeItem>, ProblemHttpResult> FindVolume(string host, string uuid, string name, VisibleInventory inventory, HttpContext context)
    {
        var (volume, problem) = context.FindVolume(host, uuid, name);
        return volume is not PoolVolume found ? problem! : TypedResults.Ok(VolumeItem.Of(VolumeRow.Of(found.Pool, new PoolVolumes(found.Volume), inventory.Current)[0]));
    }
}

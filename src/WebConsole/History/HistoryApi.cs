using System.Globalization;
using System.Net.Mime;
using Microsoft.AspNetCore.Http.HttpResults;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Hosting;
using WebConsole.Hosting.Bodies;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Operations;

namespace WebConsole.History;

/// <summary>The history of definitions by the API: also that of objects which were deleted.</summary>
internal static class HistoryApi
{
    public static void MapHistory(this IEndpointRouteBuilder endpoints)
    {
        foreach (var kind in ObjectKinds.Defined)
        {
            var api = endpoints.MapApi(kind.Area());
            var route = kind.Route() + "/history";
            api.MapGet(route, (string host, string uuid, HttpContext context, VisibleHistory history, CancellationToken cancellation, long before = long.MaxValue, int count = 200) =>
                    ListAsync(context, kind, host, uuid, before, count, history, cancellation))
                .WithSummary($"The versions of the definition of a {kind.ToToken()}, newest first, also of one that was deleted.").Produces<HistoryItem>().ProducesProblem(400).ProducesProblem(404);
            api.MapGet(route + "/{version}", (string host, string uuid, string version, HttpContext context, VisibleHistory history, CancellationToken cancellation, string? against = null) =>
                    ReadAsync(context, kind, host, uuid, version, against, history, cancellation))
                .WithSummary("The definition of a version, without secrets; with against=ID the comparison of it with that version.")
                .Produces<string>(StatusCodes.Status200OK, MediaTypeNames.Application.Xml).ProducesProblem(400).ProducesProblem(404);
            api.MapPatch(route + "/{version}", (string host, string uuid, string version, HttpContext context, VisibleHistory history, OperationRunner runner, TaskStore tasks, CancellationToken cancellation) =>
                    MarkAsync(context, kind, host, uuid, version, history, runner, tasks, cancellation))
                .Accepts<VersionMark>("application/json")
                .WithSummary("Names or pins a version, so that it stays when older ones go. Answers with the task that does it.")
                .Produces<TaskItem>(StatusCodes.Status202Accepted).ProducesProblem(400).ProducesProblem(404);
            api.MapGet(route + "/export", (string host, string uuid, HttpContext context, VisibleHistory history) => HistoryExport.SendAsync(context, Id(context, kind, host, uuid), history))
                .NotFromOtherSites()
                .WithSummary("All versions as files, in a tar that gzip has packed.").Produces(StatusCodes.Status200OK, contentType: "application/gzip").ProducesProblem(400).ProducesProblem(404);
        }
        endpoints.MapApi("History").MapGet("/deleted", ListDeletedAsync).WithSummary("Machines, networks and pools that were deleted and whose definitions are kept, the latest first.");
    }

    private static async Task<IResult> ListAsync(HttpContext context, ObjectKind kind, string host, string uuid, long before, int count, VisibleHistory history, CancellationToken cancellation)
    {
        var (id, problem) = Id(context, kind, host, uuid);
        if (problem is not null)
            return problem;
        if (count is < 1 or > HistoryStore.MostListed)
            return ApiProblems.Invalid("count", $"must be from 1 to {HistoryStore.MostListed}.");
        return await history.FindObjectAsync(id, cancellation).ConfigureAwait(false) is not { } known ? Unknown(id)
            : TypedResults.Ok(new HistoryItem(known.Name, known.DeletedAt, known.Dropped, [.. (await history.ListAsync(id, before, count, cancellation).ConfigureAwait(false)).Select(VersionItem.Of)]));
    }

    private static async Task<IResult> ReadAsync(HttpContext context, ObjectKind kind, string host, string uuid, string version, string? against, VisibleHistory history, CancellationToken cancellation)
    {
        var (id, problem) = Id(context, kind, host, uuid);
        if (problem is not null)
            return problem;
        if (Number(version) is not { } number)
            return ApiProblems.Invalid("version", "must be the number of a version.");
        if (against is not null && Number(against) is null)
            return ApiProblems.Invalid("against", "must be the number of a version.");
        context.Response.Headers.CacheControl = "no-store";
        if (await history.ReadAsync(id, number, cancellation).ConfigureAwait(false) is not { } text)
            return NoVersion(id, version);
        if (against is null)
            return TypedResults.Text(text, MediaTypeNames.Application.Xml);
        return await history.ReadAsync(id, Number(against)!.Value, cancellation).ConfigureAwait(false) is not { } other ? NoVersion(id, against)
            : TypedResults.Ok(new ComparisonItem(other, text, KeptDefinition.Changes(id.Kind, other, text)?.Select(change => new ChangeItem(change.Kind.ToString().ToLowerInvariant(), change.Path, change.Old, change.New)).ToArray()));
    }

    private static async Task<IResult> MarkAsync(HttpContext context, ObjectKind kind, string host, string uuid, string version, VisibleHistory history, OperationRunner runner, TaskStore tasks, CancellationToken cancellation)
    {
        var (id, problem) = Id(context, kind, host, uuid);
        if (problem is not null)
            return problem;
        var (mark, mistake) = await RequestBody.ReadAsync<VersionMark>(context).ConfigureAwait(false);
        if (mark is null)
            return runner.Forbid(history.MarkAny(id), context.User) is { } forbidden ? ApiProblems.Refused(forbidden) : mistake!;
        if (Number(version) is not { } number || await history.FindAsync(id, number, cancellation).ConfigureAwait(false) is not { } known)
            return NoVersion(id, version);
        var result = await runner.StartAsync(history.Mark(known, mark), context.User, cancellation).ConfigureAwait(false);
        return result.TaskId is { } task ? TypedResults.Accepted(AppUrls.ApiTask(task), TaskItem.Of((await tasks.FindAsync(task, cancellation).ConfigureAwait(false))!)) : ApiProblems.Refused(result);
    }

    private static async Task<Ok<ItemList<DeletedItem>>> ListDeletedAsync(VisibleHistory history, CancellationToken cancellation) =>
        TypedResults.Ok(new ItemList<DeletedItem>([.. (await history.ListDeletedAsync(cancellation).ConfigureAwait(false)).Select(one => new DeletedItem(one.Id.Kind.ToToken(), one.Id.Host, one.Id.Key, one.Name, one.DeletedAt, one.Versions))]));

    /// <summary>The object, which need not exist any more.</summary>
    private static (ObjectId Id, ProblemHttpResult? Problem) Id(HttpContext context, ObjectKind kind, string host, string uuid) =>
        context.CheckHost(host) is { } unknown ? (default, unknown)
        : !Guid.TryParseExact(uuid, "D", out var key) ? (default, ApiProblems.Invalid("uuid", "must be a UUID with hyphens."))
        : (new ObjectId(kind, host, $"{key:D}"), null);

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static ProblemHttpResult Unknown(ObjectId id) => ApiProblems.NotFound($"The history knows no {id.Kind.ToToken()} {id.Key} on {id.Host}.");

    private static ProblemHttpResult NoVersion(ObjectId id, string version) => ApiProblems.NotFound($"There is no definition in a version {version} of the {id.Kind.ToToken()} {id.Key}, or it can't be read.");
}

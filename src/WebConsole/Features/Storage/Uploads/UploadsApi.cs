using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Storage.Uploads;

/// <summary>
/// Uploads of files as volumes, by the tus protocol 1.0 with creation and termination.
/// </summary>
/// <seealso href="https://tus.io/protocols/resumable-upload"/>
internal static class UploadsApi
{
    private const string NoSuch = "There is no such unfinished upload.";

    private const string BeginAnew = "WebConsole was restarted, and can't go on in the middle of a packed file: begin anew.";

    private const string Uploads = "/pools/{host}/{uuid}/uploads", Upload = Uploads + "/{id:guid}";

    /// <summary>How long the last request waits for the check, which reads a large file for minutes if its hash is known.</summary>
    private static readonly TimeSpan CheckPatience = TimeSpan.FromSeconds(30);

    /// <summary>How long a new request waits for the end of one whose connection broke, or that was cancelled.</summary>
    private static readonly TimeSpan TurnPatience = TimeSpan.FromSeconds(10);

    public static void MapUploads(this RouteGroupBuilder api)
    {
        var uploads = api.MapGroup("").AddEndpointFilter(SpeakTusAsync);
        uploads.MapMethods(Uploads, [HttpMethods.Options], Describe).WithSummary("What of the tus protocol this server knows.");
        api.MapGet(Uploads, ListLeft).WithSummary("The unfinished uploads to a pool to which nobody brings bytes now. Whoever has the file may go on with one, from its offset.").ProducesProblem(400).ProducesProblem(403).ProducesProblem(404);
        uploads.MapPost(Uploads, CreateAsync).WithSummary("Begins an upload: makes the volume. Upload-Metadata has filename, format (raw, qcow2, iso), sha256 if known, and unpack (gz, xz, zst) to unpack it on the way; then format may be left out.")
            .Produces(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412);
        uploads.MapMethods(Upload, [HttpMethods.Head], TellAsync).WithSummary("How much of an upload has arrived. When all has, Location is its task; for an hour after that has ended, too, and 422 if it failed.").Produces(200).ProducesProblem(404).ProducesProblem(422);
        uploads.MapPatch(Upload, ContinueAsync).WithSummary("Brings bytes from Upload-Offset on; after the last one the volume is checked. Where that takes long, 202 names its task.")
            .WithMetadata(new DisableRequestSizeLimitAttribute())
            .Produces(202).Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415).ProducesProblem(422).ProducesProblem(423).ProducesProblem(503);
        uploads.MapDelete(Upload, EndAsync).WithSummary("Gives an upload up, and removes its volume.").Produces(204).ProducesProblem(404).ProducesProblem(409);
    }

    private static async ValueTask<object?> SpeakTusAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        context.Response.Headers["Tus-Resumable"] = TusRequest.Version;
        if (HttpMethods.IsOptions(context.Request.Method) || context.Request.Headers["Tus-Resumable"] == TusRequest.Version)
            return await next(invocation).ConfigureAwait(false);
        context.Response.Headers["Tus-Version"] = TusRequest.Version;
        return TypedResults.Problem($"The header Tus-Resumable must be {TusRequest.Version}.", statusCode: StatusCodes.Status412PreconditionFailed);
    }

    private static NoContent Describe(HttpContext context)
    {
        context.Response.Headers["Tus-Version"] = TusRequest.Version;
        context.Response.Headers["Tus-Extension"] = "creation,termination";
        return TypedResults.NoContent();
    }

    private static Results<Ok<ItemList<UploadItem>>, ProblemHttpResult> ListLeft(string host, string uuid, UploadRegister register, AvailableActions available, HttpContext context)
    {
        var (pool, problem) = FindPool(context, host, uuid);
        return pool is null ? problem!
            : !available.May(Right.Configure, pool.Value.Pool.Id) ? NotAllowed()
            : TypedResults.Ok(new ItemList<UploadItem>([.. register.Left(pool.Value.Pool.Id).Select(UploadItem.Of)]));
    }

    private static ProblemHttpResult NotAllowed() => TypedResults.Problem("Uploads need the role administrator.", statusCode: StatusCodes.Status403Forbidden);

    private static async Task<IResult> CreateAsync(string host, string uuid, UploadRegister register, UploadStarter starter, HttpContext context)
    {
        var (pool, problem) = FindPool(context, host, uuid);
        if (pool is null)
            return problem!;
        var (record, mistake) = TusRequest.ReadCreation(context, pool.Value.Pool);
        if (record is null)
            return mistake!;
        var upload = new PendingUpload(record, isSaved: false);
        // Whoever cancels an upload and begins it anew need not know that the volume of the first is still being removed.
        await Task.WhenAny(starter.CancelledAsync(record), Task.Delay(TurnPatience, context.RequestAborted)).ConfigureAwait(false);
        if (starter.Refuse(upload, pool.Value.Pool, pool.Value.Host, context.User) is { } unfit)
            return ApiProblems.Refused(unfit);
        // Before others see it: the keeper would take it for one that nobody continues.
        await upload.Turn.WaitAsync(context.RequestAborted).ConfigureAwait(false);
        register.Add(upload);
        var isBegun = false;
        try
        {
            var refused = await starter.EnsureAsync(upload, pool.Value.Pool, pool.Value.Host, context.User, context.RequestAborted).ConfigureAwait(false);
            context.RequestAborted.ThrowIfCancellationRequested();
            isBegun = refused is null;
            return refused is not null ? ApiProblems.Refused(refused) : TypedResults.Created(AppUrls.Upload(host, pool.Value.Pool.Uuid, record.Id));
        }
        finally
        {
            // Of one whose client has gone nobody has the address.
            if (!isBegun)
                await starter.GiveUpAsync(upload, context.User).ConfigureAwait(false);
            upload.Turn.Release();
        }
    }

    private static Task<IResult> TellAsync(string host, string uuid, Guid id, UploadStarter starter, HttpContext context) => OnAsync(context, host, uuid, id, async (upload, pool) =>
    {
        var headers = context.Response.Headers;
        if (await IsLostAsync(upload, pool, starter, context).ConfigureAwait(false))
            return ApiProblems.NotFound(BeginAnew);
        if (upload.HasAll)
        {
            // Not yet done: the task that checks it says when it is, and whether it is right.
            if (await starter.EnsureAsync(upload, pool.Pool, pool.Host, context.User, context.RequestAborted).ConfigureAwait(false) is { } refused)
                return ApiProblems.Refused(refused);
            headers.Location = AppUrls.ApiTask(upload.TaskId!.Value);
        }
        Tell(upload, headers);
        return TypedResults.Ok();
    });

    private static void Tell(PendingUpload upload, IHeaderDictionary headers) =>
        (headers["Upload-Offset"], headers["Upload-Length"], headers.CacheControl) = ($"{upload.Record.Offset}", $"{upload.Record.Length}", "no-store");

    /// <summary>The last answer once more, for a client that did not get it: it would begin anew, and bring all bytes again.</summary>
    private static async Task<IResult> TellEndAsync(PendingUpload upload, UploadStarter starter, HttpContext context)
    {
        if (HttpMethods.IsDelete(context.Request.Method))
            return ApiProblems.NotFound(NoSuch);
        if (HttpMethods.IsPatch(context.Request.Method) && TusRequest.MistakeIn(context.Request, upload.Record) is { } mistake)
            return mistake;
        await Task.WhenAny(starter.EndedAsync(upload), Task.Delay(TurnPatience, context.RequestAborted)).ConfigureAwait(false);
        Tell(upload, context.Response.Headers);
        if (upload.TaskId is { } task)
            context.Response.Headers.Location = AppUrls.ApiTask(task);
        return Lost(upload) ?? (HttpMethods.IsHead(context.Request.Method) ? TypedResults.Ok() : (IResult)TypedResults.NoContent());
    }

    private static Task<IResult> ContinueAsync(string host, string uuid, Guid id, UploadStarter starter, HttpContext context) => OnAsync(context, host, uuid, id, async (upload, pool) =>
    {
        // Not 404: then the client would give up, and not ask for the offset.
        if (await IsLostAsync(upload, pool, starter, context).ConfigureAwait(false))
            return TypedResults.Problem(BeginAnew, statusCode: StatusCodes.Status409Conflict);
        if (TusRequest.MistakeIn(context.Request, upload.Record) is { } mistake)
            return mistake;
        if (await starter.EnsureAsync(upload, pool.Pool, pool.Host, context.User, context.RequestAborted).ConfigureAwait(false) is { } refused)
            return ApiProblems.Refused(refused);
        using var piece = new UploadPiece(context.Request.Body, context.RequestAborted);
        if (!upload.Offer(piece))
            return Lost(upload) ?? TypedResults.Problem("The upload does not take bytes now. Ask for its offset.", statusCode: StatusCodes.Status423Locked);
        var trouble = await piece.Taken.ConfigureAwait(false);
        if (upload.HasAll || upload.Failure is not null)
            await Task.WhenAny(starter.EndedAsync(upload), Task.Delay(CheckPatience, context.RequestAborted)).ConfigureAwait(false);
        if (Lost(upload) is { } lost)
            return lost;
        if (trouble is not null)
            return TypedResults.Problem(trouble, statusCode: StatusCodes.Status503ServiceUnavailable);
        context.Response.Headers["Upload-Offset"] = $"{upload.Record.Offset}";
        return upload.HasAll && starter.Runs(upload) ? TypedResults.Accepted(AppUrls.ApiTask(upload.TaskId!.Value)) : TypedResults.NoContent();
    });

    private static Task<IResult> EndAsync(string host, string uuid, Guid id, UploadStarter starter, HttpContext context) => OnAsync(context, host, uuid, id, async (upload, pool) =>
    {
        if (await IsLostAsync(upload, pool, starter, context).ConfigureAwait(false))
            return TypedResults.NoContent();
        if (await starter.EnsureAsync(upload, pool.Pool, pool.Host, context.User, context.RequestAborted).ConfigureAwait(false) is { } refused)
            return ApiProblems.Refused(refused);
        if (starter.Cancel(upload, context.User) is { TaskId: null } no)
            return ApiProblems.Refused(no);
        await starter.EndedAsync(upload).WaitAsync(context.RequestAborted).ConfigureAwait(false);
        return TypedResults.NoContent();
    });

    /// <summary>A packed file of which WebConsole was restarted in the middle: its operation removes what there is of it. A client that hears 404 begins anew.</summary>
    private static async Task<bool> IsLostAsync(PendingUpload upload, (StoragePool Pool, HostStatus Host) pool, UploadStarter starter, HttpContext context)
    {
        if (upload.Record.Unpack is null || !upload.IsSaved || starter.Runs(upload))
            return false;
        await starter.EnsureAsync(upload, pool.Pool, pool.Host, context.User, context.RequestAborted).ConfigureAwait(false);
        await starter.EndedAsync(upload).WaitAsync(context.RequestAborted).ConfigureAwait(false);
        return true;
    }

    /// <summary>The failure that has ended the upload: no attempt helps.</summary>
    private static ProblemHttpResult? Lost(PendingUpload upload) => upload.Failure is { } failure
        ? TypedResults.Problem(failure, statusCode: StatusCodes.Status422UnprocessableEntity)
        : null;

    /// <summary>Runs one request of an upload at a time. One that brings bytes, or ends it, stops an older one that still reads: its connection broke.</summary>
    private static async Task<IResult> OnAsync(HttpContext context, string host, string uuid, Guid id, Func<PendingUpload, (StoragePool Pool, HostStatus Host), Task<IResult>> act)
    {
        var (pool, problem) = FindPool(context, host, uuid);
        if (pool is null)
            return problem!;
        if (!context.RequestServices.GetRequiredService<AvailableActions>().May(Right.Configure, pool.Value.Pool.Id))
            return NotAllowed();
        var register = context.RequestServices.GetRequiredService<UploadRegister>();
        var starter = context.RequestServices.GetRequiredService<UploadStarter>();
        if (register.FindEnded(pool.Value.Pool.Id, id) is { } ended)
            return await TellEndAsync(ended, starter, context).ConfigureAwait(false);
        if (register.Find(pool.Value.Pool.Id, id) is not { } upload)
            return ApiProblems.NotFound(NoSuch);
        // Whoever only asks, as the page in another tab does, takes nothing away from one that runs.
        if (!HttpMethods.IsHead(context.Request.Method))
            await upload.StopPieceAsync().ConfigureAwait(false);
        if (!await upload.Turn.WaitAsync(TurnPatience, context.RequestAborted).ConfigureAwait(false))
            return TypedResults.Problem("An earlier request of this upload has not ended yet.", statusCode: StatusCodes.Status423Locked);
        try
        {
            // The request before may have brought the end.
            return register.FindEnded(pool.Value.Pool.Id, id) is not null ? await TellEndAsync(upload, starter, context).ConfigureAwait(false)
                : register.Find(pool.Value.Pool.Id, id) is null ? ApiProblems.NotFound(NoSuch)
                : await act(upload, pool.Value).ConfigureAwait(false);
        }
        finally
        {
            upload.Turn.Release();
        }
    }

    private static ((StoragePool Pool, HostStatus Host)? Found, ProblemHttpResult? Problem) FindPool(HttpContext context, string host, string uuid)
    {
        var (pool, problem) = context.Find(ObjectKind.Pool, host, uuid);
        var status = context.RequestServices.GetRequiredService<SubjectFinder>().HostOf(ObjectId.OfHost(host));
        if (pool is not null)
            return (((StoragePool)pool, status!), null);
        // After a restart of WebConsole. A client that hears 404 begins anew.
        return (null, status is { StorageUnread: true } ? TypedResults.Problem($"The pools of {host} have not been read yet.", statusCode: StatusCodes.Status423Locked) : problem);
    }
}

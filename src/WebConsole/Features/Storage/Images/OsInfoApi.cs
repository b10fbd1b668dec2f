using Microsoft.AspNetCore.Mvc;
using WebConsole.Access;
using WebConsole.Hosting;
using WebConsole.Hosting.Bodies;
using WebConsole.Operations;
using WebConsole.OsInfo;
using WebConsole.OsInfo.Archives;

namespace WebConsole.Features.Storage.Images;

/// <summary>What is known of operating systems: <c>/osinfo-db</c>.</summary>
internal static class OsInfoApi
{
    private const string Place = "/osinfo-db";

    /// <summary>More than is read, so that whoever sends too much is told so, instead of being cut off.</summary>
    private const int LongestBody = 4 * OsArchive.LongestArchive;

    public static void AddOsArchives(this IServiceCollection services)
    {
        services.AddSingleton<OsArchiveFetch>();
        services.AddSingleton(provider => new OsArchives(provider.GetRequiredService<OsInfoStore>(), provider.GetRequiredService<OsArchiveFetch>(), provider.GetRequiredService<IAccess>(),
            provider.GetRequiredService<WebConsoleOptions>(), provider.GetRequiredService<ILoggerFactory>()));
    }

    public static void MapOsInfoApi(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapApi("Operating systems");
        api.MapGet(Place, ShowAsync).WithSummary("Which data of osinfo-db are used, and how many operating systems they know.");
        api.MapPut(Place, ImportAsync).WithSummary("Takes the archive of the body, osinfo-db-DAY.tar.xz, in place of one that was imported before.")
            .WithMetadata(new RequestSizeLimitAttribute(LongestBody)).Accepts<Stream>("application/octet-stream", "*/*").Produces(204).ProducesProblem(400).ProducesProblem(413).ProducesProblem(429);
        api.MapPost(Place, FetchAsync).WithSummary("Fetches such an archive from a web server, and takes it.").Accepts<Address>("application/json").Produces(204).ProducesProblem(400).ProducesProblem(429);
        api.MapDelete(Place, RemoveAsync).WithSummary("Removes the imported archive; the data of the host count again.").Produces(204).ProducesProblem(400);
    }

    private static async Task<State> ShowAsync(OsInfoStore store, CancellationToken cancellation)
    {
        var data = await store.GetAsync(cancellation).ConfigureAwait(false);
        return new State(data.Newest?.Day, data.All.Length, [.. data.Sources.Select(source => new Source(source.IsImported ? null : source.Path, source.Version, source.Files, source.IsImported))]);
    }

    private static async Task<IResult> ImportAsync(HttpRequest request, OsArchives archives, CurrentUser user, CancellationToken cancellation) =>
        Answer(await archives.ImportAsync(user.Principal, request.Body, cancellation).ConfigureAwait(false));

    private static async Task<IResult> FetchAsync(OsArchives archives, CurrentUser user, HttpContext context)
    {
        if (!archives.MayChange(user.Principal))
            return Answer(OsArchives.Forbidden);
        var (from, mistake) = await RequestBody.ReadAsync<Address>(context).ConfigureAwait(false);
        return from is null ? mistake! : Answer(await archives.FetchAsync(user.Principal, from.Url ?? "", context.RequestAborted).ConfigureAwait(false));
    }

    private static async Task<IResult> RemoveAsync(OsArchives archives, CurrentUser user, CancellationToken cancellation) =>
        Answer(await archives.RemoveAsync(user.Principal, cancellation).ConfigureAwait(false));

    private static IResult Answer(OperationResult result) => result.Refusal is null ? TypedResults.NoContent() : ApiProblems.Refused(result);

    /// <summary>What is known.</summary>
    /// <param name="Day">The day of the newest data.</param>
    /// <param name="Systems">How many operating systems are known.</param>
    /// <param name="Sources">Where the data were read, what counts most last.</param>
    internal sealed record State(DateOnly? Day, int Systems, IReadOnlyList<Source> Sources);

    /// <summary>A part of the data.</summary>
    /// <param name="Path">The directory; none for what was imported.</param>
    /// <param name="Version">As its file VERSION says.</param>
    /// <param name="Files">How many files describe operating systems.</param>
    /// <param name="Imported">Whether it is the imported archive.</param>
    internal sealed record Source(string? Path, string? Version, int Files, bool Imported);

    /// <summary>Where an archive is.</summary>
    /// <param name="Url">An address of http or https.</param>
    internal sealed record Address(string? Url);
}

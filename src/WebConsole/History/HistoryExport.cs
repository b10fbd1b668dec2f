using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using WebConsole.Access;
using WebConsole.Appliances.Packages;
using WebConsole.Hosting;
using WebConsole.Hypervisor;

namespace WebConsole.History;

/// <summary>The history of an object as files: each version's definition, and a list of them. It is sent as it is read.</summary>
internal static class HistoryExport
{
    private const int AtOnce = 100;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static async Task<IResult> SendAsync(HttpContext context, (ObjectId Id, ProblemHttpResult? Problem) asked, VisibleHistory history)
    {
        if (asked.Problem is not null)
            return asked.Problem;
        var cancellation = context.RequestAborted;
        if (await history.FindObjectAsync(asked.Id, cancellation).ConfigureAwait(false) is not { } known)
            return ApiProblems.NotFound($"The history knows no {asked.Id.Kind.ToToken()} {asked.Id.Key} on {asked.Id.Host}.");
        var response = context.Response;
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName($"{ExportName.Of(known.Name)}-history.tar.gz");
        response.Headers.ContentDisposition = disposition.ToString();
        response.Headers.CacheControl = "no-store";
        response.ContentType = "application/gzip";
        var packed = new GZipStream(response.Body, CompressionLevel.Fastest, leaveOpen: true);
        await using var _ = packed.ConfigureAwait(false);
        var tar = new TarWriter(packed, TarEntryFormat.Pax, leaveOpen: true);
        await using var __ = tar.ConfigureAwait(false);
        await WriteAsync(tar, asked.Id, history, cancellation).ConfigureAwait(false);
        return TypedResults.Empty;
    }

    private static async Task WriteAsync(TarWriter tar, ObjectId id, VisibleHistory history, CancellationToken cancellation)
    {
        var listed = new List<VersionItem>();
        for (var before = long.MaxValue; ;)
        {
            var some = await history.ListAsync(id, before, AtOnce, cancellation).ConfigureAwait(false);
            foreach (var version in some)
            {
                listed.Add(VersionItem.Of(version));
                if (version.HasText && await history.ReadAsync(id, version.Id, cancellation).ConfigureAwait(false) is { } text)
                    await AddAsync(tar, NameOf(version), text, version.NoticedAt, cancellation).ConfigureAwait(false);
            }
            if (some.Count < AtOnce)
                break;
            before = some[^1].Id;
        }
        await AddAsync(tar, "versions.json", JsonSerializer.Serialize(listed, Json), listed.Count > 0 ? listed[0].NoticedAt : DateTimeOffset.UnixEpoch, cancellation).ConfigureAwait(false);
    }

    private static string NameOf(KeptVersion version) => string.Create(CultureInfo.InvariantCulture, $"{version.Id:00000000}-{version.NoticedAt.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}.xml");

    private static Task AddAsync(TarWriter tar, string name, string text, DateTimeOffset at, CancellationToken cancellation) =>
        tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)), ModificationTime = at }, cancellation);
}

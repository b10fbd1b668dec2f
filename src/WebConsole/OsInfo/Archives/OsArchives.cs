using System.Security.Claims;
using WebConsole.Access;
using WebConsole.Hosting;
using WebConsole.Operations;
using WebConsole.Security;
using WebConsole.Security.Sessions;
using WebConsole.Text;

namespace WebConsole.OsInfo.Archives;

/// <summary>Imports a newer osinfo-db, and takes it back: for those who may change every host, since it concerns all of them.</summary>
public sealed partial class OsArchives : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>How many are received at once: each takes memory, and some come slowly.</summary>
    private const int MostReceived = 4;

    private readonly SemaphoreSlim _places = new(MostReceived);
    private readonly SemaphoreSlim _turn = new(1);
    private readonly OsInfoStore _store;
    private readonly OsArchiveFetch _fetch;
    private readonly IAccess _access;
    private readonly WebConsoleOptions _options;
    private readonly ILogger _audit;

    internal OsArchives(OsInfoStore store, OsArchiveFetch fetch, IAccess access, WebConsoleOptions options, ILoggerFactory loggers) =>
        (_store, _fetch, _access, _options, _audit) = (store, fetch, access, options, loggers.CreateLogger(SecurityAudit.Category));

    private string Place => StateDirectory.OsArchive(_options.StateDirectory);

    /// <summary>The answer to whoever may not.</summary>
    internal static OperationResult Forbidden { get; } = OperationResult.Refused(RefusalReason.NotAllowed, "You may not do that.");

    public bool MayChange(ClaimsPrincipal user) => _access.MayOnEachHost(user, Right.Configure, _options);

    /// <summary>Why the server does not fetch an archive from there.</summary>
    public string? MistakeOf(string url) => _fetch.MistakeOf(url);

    /// <summary>Takes an archive, which is checked first, in place of the one before.</summary>
    /// <param name="user">Who wants it.</param>
    /// <param name="archive">Comes from elsewhere, and is read as far as it may be long.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task<OperationResult> ImportAsync(ClaimsPrincipal user, Stream archive, CancellationToken cancellation) =>
        ActAsync(user, "archive", () => TakeAsync(user, archive, "a file", cancellation), cancellation);

    /// <summary>Fetches an archive from a web server, as volumes are fetched, and takes it.</summary>
    public Task<OperationResult> FetchAsync(ClaimsPrincipal user, string url, CancellationToken cancellation) => ActAsync(user, "url", async () =>
    {
        if (_fetch.MistakeOf(url) is { } mistake)
            throw OsArchive.Wrong(mistake);
        var archive = await _fetch.OpenAsync(url, cancellation).ConfigureAwait(false);
        await using var closed = archive.ConfigureAwait(false);
        await TakeAsync(user, archive, OsArchiveFetch.Shown(url), cancellation).ConfigureAwait(false);
    }, cancellation);

    /// <summary>Takes the imported archive back; the data of the host count again.</summary>
    public Task<OperationResult> RemoveAsync(ClaimsPrincipal user, CancellationToken cancellation) => ActAsync(user, "archive", async () =>
    {
        await InTurnAsync(async () =>
        {
            if (!File.Exists(Place))
                throw new OperationFailedException("No osinfo-db is imported.", "");
            File.Delete(Place);
            await _store.ReadAnewAsync(cancellation).ConfigureAwait(false);
        }, cancellation).ConfigureAwait(false);
        Removed(_audit, AuditText.OneLine(SessionPrincipal.NameOf(user)));
    }, cancellation);

    public void Dispose()
    {
        _places.Dispose();
        _turn.Dispose();
    }

    private async Task TakeAsync(ClaimsPrincipal user, Stream stream, string from, CancellationToken cancellation)
    {
        // Received first: who sends slowly keeps nobody waiting.
        var bytes = await BytesOf(stream, cancellation).ConfigureAwait(false);
        await InTurnAsync(async () =>
        {
            var archive = await Task.Run(() => OsArchive.ReadAsync(bytes, cancellation), cancellation).ConfigureAwait(false);
            await WriteAsync(bytes, cancellation).ConfigureAwait(false);
            await _store.ReadAnewAsync(CancellationToken.None).ConfigureAwait(false);
            Imported(_audit, AuditText.OneLine(archive.Version), AuditText.OneLine(from), AuditText.OneLine(SessionPrincipal.NameOf(user)));
        }, cancellation).ConfigureAwait(false);
    }

    private async Task WriteAsync(byte[] bytes, CancellationToken cancellation)
    {
        var beside = Place + ".new";
        File.Delete(beside);
        var file = new FileStream(beside, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = Private });
        await using (file.ConfigureAwait(false))
        {
            await file.WriteAsync(bytes, cancellation).ConfigureAwait(false);
            file.Flush(flushToDisk: true);
        }
        File.Move(beside, Place, overwrite: true);
    }

    private static async Task<byte[]> BytesOf(Stream stream, CancellationToken cancellation)
    {
        var (held, buffer) = (new MemoryStream(), new byte[64 * 1024]);
        for (int read; (read = await stream.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0;)
        {
            if (held.Length + read > OsArchive.LongestArchive)
                throw OsArchive.Wrong($"The file is longer than {Format.Bytes(OsArchive.LongestArchive)}.");
            held.Write(buffer.AsSpan(0, read));
        }
        return held.ToArray();
    }

    /// <summary>One archive is unpacked and put in its place at a time.</summary>
    private async Task InTurnAsync(Func<Task> act, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await act().ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>As an answer to whoever asked for it.</summary>
    private async Task<OperationResult> ActAsync(ClaimsPrincipal user, string field, Func<Task> act, CancellationToken cancellation)
    {
        if (!MayChange(user))
            return Forbidden;
        if (!await _places.WaitAsync(TimeSpan.Zero, cancellation).ConfigureAwait(false))
            return OperationResult.Refused(RefusalReason.TooMany, "Others are importing already: try again in a moment.");
        try
        {
            await act().ConfigureAwait(false);
            return new OperationResult(null, null);
        }
        catch (OperationFailedException error)
        {
            return OperationResult.Mistaken(new Dictionary<string, string[]> { [field] = [$"{error.Message} {error.Advice}".TrimEnd()] });
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return OperationResult.Mistaken(new Dictionary<string, string[]> { [field] = [error.Message] });
        }
        finally
        {
            _places.Release();
        }
    }

    [LoggerMessage(2451, LogLevel.Information, "Imported osinfo-db {Version} from {From} for {User}", EventName = "OsInfoImported")]
    private static partial void Imported(ILogger log, string version, string from, string user);

    [LoggerMessage(2452, LogLevel.Information, "Removed the imported osinfo-db for {User}", EventName = "OsInfoRemoved")]
    private static partial void Removed(ILogger log, string user);
}

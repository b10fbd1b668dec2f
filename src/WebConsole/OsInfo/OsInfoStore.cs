using Microsoft.Extensions.Logging.Abstractions;
using WebConsole.Hosting;
using WebConsole.OsInfo.Data;

namespace WebConsole.OsInfo;

/// <summary>
/// The current <see cref="OsDatabase"/>: read when it is first asked for, and again when its files have changed, for example
/// because the package osinfo-db was installed, or a newer archive imported.
/// </summary>
public sealed partial class OsInfoStore : IDisposable
{
    /// <summary>The package of Debian, Ubuntu, Fedora and others that brings the data.</summary>
    public const string Package = "osinfo-db";

    /// <summary>How long an answer holds before the files are looked at again.</summary>
    internal static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _turn = new(1);
    private readonly OsFiles _files;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private volatile OsDatabase? _current;
    private long _looked;
    private int _stamp;

    public OsInfoStore(TimeProvider time, WebConsoleOptions options, ILogger<OsInfoStore>? log = null) : this(OsFiles.OfHost(options.StateDirectory), time, log)
    {
    }

    internal OsInfoStore(OsFiles files, TimeProvider time, ILogger<OsInfoStore>? log = null) => (_files, _time, _log) = (files, time, log ?? NullLogger<OsInfoStore>.Instance);

    /// <summary>Other data were read.</summary>
    public event Action? Changed;

    /// <summary>What was last read, without waiting; <c>null</c> before the first <see cref="GetAsync"/>.</summary>
    public OsDatabase? Known => _current;

    /// <summary>
    /// The data, the same object as long as they have not changed. It reads files for about a second, on a thread of the pool.
    /// </summary>
    public async Task<OsDatabase> GetAsync(CancellationToken cancellationToken = default) =>
        FreshOne ?? await InTurnAsync(() => FreshOne is { } read ? Task.FromResult(read) : LookAsync(), cancellationToken).ConfigureAwait(false);

    /// <summary>Looks at the files now: somebody has changed them.</summary>
    public Task<OsDatabase> ReadAnewAsync(CancellationToken cancellationToken) => InTurnAsync(LookAsync, cancellationToken);

    public void Dispose() => _turn.Dispose();

    private OsDatabase? FreshOne => _time.GetElapsedTime(Volatile.Read(ref _looked)) < Fresh ? _current : null;

    private async Task<OsDatabase> InTurnAsync(Func<Task<OsDatabase>> look, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(look, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<OsDatabase> LookAsync()
    {
        var list = _files.List();
        if (_current is not { } current || list.Stamp != _stamp)
        {
            var isFirst = _current is null;
            _current = current = await list.ReadAsync(why => Unreadable(_log, why), CancellationToken.None).ConfigureAwait(false);
            _stamp = list.Stamp;
            Read(_log, current.All.Length, current.Sources.Sum(source => source.Files));
            if (!isFirst)
                Changed?.Invoke();
        }
        Volatile.Write(ref _looked, _time.GetTimestamp());
        return current;
    }

    [LoggerMessage(1050, LogLevel.Information, "osinfo-db: {Systems} operating systems are known, from {Files} files")]
    private static partial void Read(ILogger log, int systems, int files);

    [LoggerMessage(1051, LogLevel.Warning, "The imported archive of osinfo-db is not used: {Why}")]
    private static partial void Unreadable(ILogger log, string why);
}

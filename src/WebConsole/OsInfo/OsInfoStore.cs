using Microsoft.Extensions.Logging.Abstractions;
using WebConsole.OsInfo.Data;

namespace WebConsole.OsInfo;

/// <summary>
/// The current <see cref="OsDatabase"/>: read when it is first asked for, and again when its files have changed, for example
/// because the package osinfo-db was installed.
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

    public OsInfoStore(TimeProvider time, ILogger<OsInfoStore>? log = null) : this(OsFiles.OfHost, time, log)
    {
    }

    internal OsInfoStore(OsFiles files, TimeProvider time, ILogger<OsInfoStore>? log = null) => (_files, _time, _log) = (files, time, log ?? NullLogger<OsInfoStore>.Instance);

    /// <summary>What was last read, without waiting; <c>null</c> before the first <see cref="GetAsync"/>.</summary>
    public OsDatabase? Known => _current;

    /// <summary>
    /// The data, the same object as long as they have not changed. It reads files for about a second, on a thread of the pool.
    /// </summary>
    public async Task<OsDatabase> GetAsync(CancellationToken cancellationToken = default)
    {
        if (_current is { } known && _time.GetElapsedTime(Volatile.Read(ref _looked)) < Fresh)
            return known;
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _current is { } read && _time.GetElapsedTime(Volatile.Read(ref _looked)) < Fresh ? read : await Task.Run(Look, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private OsDatabase Look()
    {
        var list = _files.List();
        if (_current is not { } current || list.Stamp != _stamp)
        {
            _current = current = OsReader.Join(list.Files.SelectMany(file => OsReader.Read(TextOf(file))));
            _stamp = list.Stamp;
            Read(_log, current.All.Length, list.Files.Count);
        }
        Volatile.Write(ref _looked, _time.GetTimestamp());
        return current;
    }

    private static string TextOf(FileInfo file)
    {
        try
        {
            return File.ReadAllText(file.FullName);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    [LoggerMessage(1050, LogLevel.Information, "osinfo-db: {Systems} operating systems are known, from {Files} files")]
    private static partial void Read(ILogger log, int systems, int files);
}

using Microsoft.Data.Sqlite;

namespace WebConsole.Operations;

/// <summary>
/// <c>webconsole.db</c>: one connection, used by one caller at a time, never on the caller's thread. If the file can't
/// be used, everything is kept in memory, and <see cref="Problem"/> reports it.
/// </summary>
public sealed partial class TaskDatabase : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly ILogger<TaskDatabase> _log;
    private readonly string? _openingProblem;
    private volatile string? _writingProblem;

    /// <summary>Opens or creates the file at <paramref name="path"/>; <c>null</c> opens a database in memory.</summary>
    public TaskDatabase(string? path, TimeProvider time, ILogger<TaskDatabase> log)
    {
        _log = log;
        try
        {
            _connection = path is null ? SqliteFile.OpenInMemory() : OpenOrSetAside(path, time, out _openingProblem);
        }
        catch (Exception error) when (error is SqliteException or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            OpenFailed(log, path!, error);
            _openingProblem = $"Nothing is remembered over a restart, because {path} can't be used: {error.Message}";
            _connection = SqliteFile.OpenInMemory();
        }
    }

    /// <summary>Why tasks can't be saved, or <c>null</c>; may be shown to users.</summary>
    public string? Problem => _openingProblem ?? _writingProblem;

    /// <summary>
    /// Runs <paramref name="work"/> in one transaction and blocks this thread; only for the start of the server.
    /// </summary>
    public T Run<T>(Func<SqliteConnection, T> work)
    {
        _turn.Wait();
        try
        {
            return InTransaction(work);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Runs <paramref name="work"/> in one transaction.</summary>
    /// <exception cref="SqliteException">The file can't be read or written.</exception>
    public async Task<T> RunAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => InTransaction(work), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// Like <see cref="RunAsync"/>, but a failure is reported through <see cref="Problem"/> and not thrown.
    /// </summary>
    public async Task<bool> TryRunAsync(Action<SqliteConnection> work)
    {
        try
        {
            await RunAsync(connection => { work(connection); return true; }, CancellationToken.None).ConfigureAwait(false);
            _writingProblem = null;
            return true;
        }
        catch (Exception error)
        {
            WriteFailed(_log, error);
            _writingProblem = $"The newest tasks may be forgotten at the next restart: {error.Message}";
            return false;
        }
    }

    public void Dispose()
    {
        _turn.Wait(TimeSpan.FromSeconds(5));
        _connection.Dispose();
    }

    private T InTransaction<T>(Func<SqliteConnection, T> work)
    {
        using var transaction = _connection.BeginTransaction();
        var result = work(_connection);
        transaction.Commit();
        return result;
    }

    private SqliteConnection OpenOrSetAside(string path, TimeProvider time, out string? problem)
    {
        problem = null;
        try
        {
            return SqliteFile.Open(path);
        }
        catch (SqliteException error) when (SqliteFile.IsCorruption(error))
        {
            var aside = SqliteFile.SetAside(path, time.GetUtcNow());
            SetAside(_log, path, aside, error);
            problem = $"{path} was damaged and has been set aside as {aside}; earlier tasks are in it.";
            return SqliteFile.Open(path);
        }
    }

    [LoggerMessage(2021, LogLevel.Error, "Can't use {Path}; going on in memory")]
    private static partial void OpenFailed(ILogger log, string path, Exception error);

    [LoggerMessage(2022, LogLevel.Error, "{Path} is damaged; set aside as {Aside}")]
    private static partial void SetAside(ILogger log, string path, string aside, Exception error);

    [LoggerMessage(2023, LogLevel.Error, "Can't write to the database")]
    private static partial void WriteFailed(ILogger log, Exception error);
}

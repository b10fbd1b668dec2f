using Microsoft.Data.Sqlite;

namespace WebConsole.Operations;

/// <summary>
/// A database in the state directory: one connection, used by one caller at a time, never on the caller's thread, and opened by
/// the first of them. A damaged file is set aside and replaced. If the file can't be used at all, everything is kept in memory, and
/// <see cref="Problem"/> reports it.
/// </summary>
/// <param name="path">The file; <c>null</c> for a database in memory.</param>
/// <param name="migrations">One entry per schema version, in order. Never edit a released entry.</param>
/// <param name="content">What is in it, for people: "tasks".</param>
/// <param name="time">The clock of the name of a damaged file.</param>
/// <param name="log">Where failures are told.</param>
public abstract partial class StateDatabase(string? path, IReadOnlyList<string> migrations, string content, TimeProvider time, ILogger log) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private SqliteConnection? _connection;
    private volatile string? _openingProblem, _writingProblem;
    private volatile bool _inMemory;

    /// <summary>Why it can't be saved, or what happened to the file; <c>null</c> if all is well. It may be shown to users.</summary>
    public string? Problem => _openingProblem ?? _writingProblem;

    /// <summary>Whether everything is kept in memory only, where less has room.</summary>
    public bool IsInMemory => _inMemory;

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
            await WriteAsync(work).ConfigureAwait(false);
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }

    /// <summary>Like <see cref="RunAsync"/>; a failure is reported through <see cref="Problem"/> too, until the next success.</summary>
    public async Task WriteAsync(Action<SqliteConnection> work)
    {
        try
        {
            await RunAsync(connection => { work(connection); return true; }, CancellationToken.None).ConfigureAwait(false);
            _writingProblem = null;
        }
        catch (Exception error)
        {
            WriteFailed(log, error);
            _writingProblem = $"The newest {content} may be forgotten at the next restart: {error.Message}";
            throw;
        }
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        _turn.Wait(TimeSpan.FromSeconds(5));
        _connection?.Dispose();
    }

    private T InTransaction<T>(Func<SqliteConnection, T> work)
    {
        _connection ??= Open();
        using var transaction = _connection.BeginTransaction();
        var result = work(_connection);
        transaction.Commit();
        return result;
    }

    private SqliteConnection Open()
    {
        try
        {
            _inMemory = path is null;
            return path is null ? SqliteFile.OpenInMemory(migrations) : OpenOrSetAside(path);
        }
        catch (Exception error) when (error is SqliteException or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            OpenFailed(log, path!, error);
            _openingProblem = $"Nothing is remembered over a restart, because {path} can't be used: {error.Message}";
            _inMemory = true;
            return SqliteFile.OpenInMemory(migrations);
        }
    }

    private SqliteConnection OpenOrSetAside(string file)
    {
        try
        {
            return SqliteFile.Open(file, migrations);
        }
        catch (SqliteException error) when (SqliteFile.IsCorruption(error))
        {
            var aside = SqliteFile.SetAside(file, time.GetUtcNow());
            SetAside(log, file, aside, error);
            _openingProblem = $"{file} was damaged and has been set aside as {aside}; earlier {content} are in it.";
            return SqliteFile.Open(file, migrations);
        }
    }

    [LoggerMessage(2021, LogLevel.Error, "Can't use {Path}; going on in memory")]
    private static partial void OpenFailed(ILogger log, string path, Exception error);

    [LoggerMessage(2022, LogLevel.Error, "{Path} is damaged; set aside as {Aside}")]
    private static partial void SetAside(ILogger log, string path, string aside, Exception error);

    [LoggerMessage(2023, LogLevel.Error, "Can't write to the database")]
    private static partial void WriteFailed(ILogger log, Exception error);
}

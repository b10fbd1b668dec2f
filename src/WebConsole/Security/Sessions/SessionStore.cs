using System.Collections.Concurrent;
using System.Text.Json;
using WebConsole.Hosting;

namespace WebConsole.Security.Sessions;

/// <summary>
/// Stores each session as a file, so that a restart of the server neither ends valid sessions nor revives ended ones.
/// The file's time is the last use of the session.
/// </summary>
public sealed partial class SessionStore(WebConsoleOptions options, ILogger<SessionStore> log)
{
    private readonly DirectoryInfo _directory = Directory.CreateDirectory(StateDirectory.Sessions(options.StateDirectory));

    /// <summary>Ended sessions whose files could not be deleted; a restart would revive them.</summary>
    private readonly ConcurrentDictionary<Guid, bool> _undeleted = new();

    public IEnumerable<Session> Load()
    {
        foreach (var file in _directory.GetFiles("*.json"))
            if (Read(file) is { } session)
                yield return session;
    }

    public void Save(Session session)
    {
        // Whole or not at all, also when the disk is full.
        var unfinished = Path.Combine(_directory.FullName, $"{session.Id:N}.new");
        File.WriteAllText(unfinished, JsonSerializer.Serialize(session));
        File.Move(unfinished, FileOf(session.Id), overwrite: true);
    }

    /// <summary>Saves the last use of the session; errors are ignored.</summary>
    public void Touch(Session session)
    {
        try
        {
            File.SetLastWriteTimeUtc(FileOf(session.Id), session.LastSeen.UtcDateTime);
        }
        catch (FileNotFoundException)
        {
            // It ended a moment ago.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            NotWritten(log, session.Id, exception);
        }
    }

    /// <summary>Deletes the session's file; if that fails, <see cref="DeleteLeftovers"/> tries again.</summary>
    public void Delete(Guid id)
    {
        try
        {
            File.Delete(FileOf(id));
            _undeleted.TryRemove(id, out _);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _undeleted[id] = true;
            NotDeleted(log, id, exception);
        }
    }

    public void DeleteLeftovers()
    {
        foreach (var id in _undeleted.Keys)
            Delete(id);
    }

    private Session? Read(FileInfo file)
    {
        try
        {
            var session = JsonSerializer.Deserialize<Session>(File.ReadAllText(file.FullName));
            return session is null || FileOf(session.Id) != file.FullName ? null : session with { LastSeen = file.LastWriteTimeUtc };
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            Unreadable(log, file.Name, exception);
            return null;
        }
    }

    private string FileOf(Guid id) => Path.Combine(_directory.FullName, $"{id:N}.json");

    [LoggerMessage(1311, LogLevel.Warning, "The session in {File} can't be read: it has ended")]
    private static partial void Unreadable(ILogger log, string file, Exception exception);

    [LoggerMessage(1312, LogLevel.Warning, "When session {Session} was last in use can't be written down")]
    private static partial void NotWritten(ILogger log, Guid session, Exception exception);

    [LoggerMessage(1313, LogLevel.Error, "Session {Session} has ended, but its file can't be deleted; until it is, a restart brings the session back")]
    private static partial void NotDeleted(ILogger log, Guid session, Exception exception);
}

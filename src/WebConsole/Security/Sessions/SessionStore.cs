using System.Text.Json;
using WebConsole.Hosting;

namespace WebConsole.Security.Sessions;

/// <summary>
/// Keeps each session as a file, so that a restart of the server signs nobody out, and nobody in again.
/// A file's time is when its session was last in use.
/// </summary>
public sealed partial class SessionStore(WebConsoleOptions options, ILogger<SessionStore> log)
{
    private readonly DirectoryInfo _directory = Directory.CreateDirectory(StateDirectory.Sessions(options.StateDirectory));

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

    /// <summary>Notes when the session was last in use.</summary>
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
    }

    public void Delete(Guid id) => File.Delete(FileOf(id));

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
}

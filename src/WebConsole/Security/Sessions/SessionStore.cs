using Microsoft.Data.Sqlite;
using WebConsole.Hosting;

namespace WebConsole.Security.Sessions;

/// <summary>Keeps sessions in <c>webconsole.db</c>, so that a restart of the server signs nobody out and nobody in again.</summary>
public sealed class SessionStore
{
    private readonly StateDatabase _database;

    public SessionStore(StateDatabase database)
    {
        _database = database;
        using var connection = database.Open();
        StateDatabase.Execute(connection, """
            CREATE TABLE IF NOT EXISTS session (
                id TEXT PRIMARY KEY, user TEXT NOT NULL, role TEXT NOT NULL, method TEXT NOT NULL, "from" TEXT NOT NULL,
                since INTEGER NOT NULL, last_seen INTEGER NOT NULL, account_stamp TEXT) STRICT
            """);
    }

    public IReadOnlyList<Session> Load()
    {
        using var connection = _database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """SELECT id, user, role, method, "from", since, last_seen, account_stamp FROM session""";
        using var reader = command.ExecuteReader();
        var sessions = new List<Session>();
        while (reader.Read())
            sessions.Add(Read(reader));
        return sessions;
    }

    public void Save(params IEnumerable<Session> sessions)
    {
        using var connection = _database.Open();
        using var transaction = connection.BeginTransaction();
        foreach (var session in sessions)
            StateDatabase.Execute(connection, "INSERT OR REPLACE INTO session VALUES ($id, $user, $role, $method, $from, $since, $seen, $stamp)",
                ("$id", session.Id.ToString("N")), ("$user", session.User), ("$role", session.Role.ToString()),
                ("$method", session.Method.ToString()), ("$from", session.From), ("$since", session.Since.ToUnixTimeMilliseconds()),
                ("$seen", session.LastSeen.ToUnixTimeMilliseconds()), ("$stamp", session.AccountStamp));
        transaction.Commit();
    }

    public void Delete(Guid id)
    {
        using var connection = _database.Open();
        StateDatabase.Execute(connection, "DELETE FROM session WHERE id = $id", ("$id", id.ToString("N")));
    }

    private static Session Read(SqliteDataReader row) => new()
    {
        Id = Guid.ParseExact(row.GetString(0), "N"),
        User = row.GetString(1),
        Role = Enum.Parse<Role>(row.GetString(2)),
        Method = Enum.Parse<SignInMethod>(row.GetString(3)),
        From = row.GetString(4),
        Since = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)),
        LastSeen = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(6)),
        AccountStamp = row.IsDBNull(7) ? null : row.GetString(7),
    };
}

using Microsoft.Data.Sqlite;
using WebConsole.Operations;

namespace WebConsole.History;

/// <summary>Until when WebConsole has watched each host: what it finds changed after it was away happened since.</summary>
internal static class HostTable
{
    /// <summary>In milliseconds; <c>null</c> for a host that was never watched.</summary>
    public static long? Watched(SqliteConnection connection, string host) =>
        connection.Query("SELECT watched FROM hosts WHERE name = $name", row => row.GetInt64(0), ("$name", host)) is [var watched] ? watched : null;

    public static void Put(SqliteConnection connection, string host, DateTimeOffset at) =>
        connection.Execute("INSERT OR REPLACE INTO hosts (name, watched) VALUES ($name, $watched)", ("$name", host), ("$watched", at.ToUnixTimeMilliseconds()));
}

using Microsoft.Data.Sqlite;
using WebConsole.Hypervisor;
using WebConsole.Operations;

namespace WebConsole.History;

/// <summary>The objects in the database.</summary>
internal static class ObjectTable
{
    private const string Columns = "host, kind, key, name, deleted, dropped, (SELECT count(*) FROM versions WHERE object = objects.id)";

    /// <summary>Writes what is known of an object now.</summary>
    /// <returns>Its number.</returns>
    public static long Put(SqliteConnection connection, Observation seen, byte[]? hash) =>
        connection.Query("""
            INSERT INTO objects (host, kind, key, name, hash, deleted) VALUES ($host, $kind, $key, $name, $hash, $deleted)
            ON CONFLICT (host, kind, key) DO UPDATE SET name = $name, hash = $hash, deleted = $deleted RETURNING id
            """, row => row.GetInt64(0), [.. VersionTable.Key(seen.Id), ("$name", seen.Name), ("$hash", hash), ("$deleted", hash is null ? seen.At.ToUnixTimeMilliseconds() : null)])[0];

    public static KeptObject? Find(SqliteConnection connection, ObjectId id) =>
        connection.Query($"SELECT {Columns} FROM objects WHERE host = $host AND kind = $kind AND key = $key", Read, VersionTable.Key(id)) is [var found] ? found : null;

    /// <summary>Deleted objects, the latest first.</summary>
    public static List<KeptObject> ListDeleted(SqliteConnection connection, int count) =>
        connection.Query($"SELECT {Columns} FROM objects WHERE deleted IS NOT NULL ORDER BY deleted DESC, id DESC LIMIT $count", Read, ("$count", count));

    /// <summary>The objects of a host and a kind that are defined, as far as is known.</summary>
    public static List<KeptObject> ListDefined(SqliteConnection connection, string host, ObjectKind kind) =>
        connection.Query($"SELECT {Columns} FROM objects WHERE deleted IS NULL AND host = $host AND kind = $kind", Read, ("$host", host), ("$kind", kind.ToToken()));

    private static KeptObject Read(SqliteDataReader row) => new(new ObjectId(ObjectKinds.Parse(row.GetString(1))!.Value, row.GetString(0), row.GetString(2)), row.GetString(3),
        row.IsDBNull(4) ? null : VersionTable.Time(row.GetInt64(4)), row.GetInt32(6), row.GetInt32(5));
}

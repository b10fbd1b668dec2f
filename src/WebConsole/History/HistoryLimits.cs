using Microsoft.Data.Sqlite;
using WebConsole.Operations;

namespace WebConsole.History;

/// <summary>Keeps the database within its limits. Named and pinned versions stay, and the newest of what is defined.</summary>
internal static class HistoryLimits
{
    /// <summary>How many versions go at once: not many more than have to, and so few that readers wait shortly.</summary>
    private const int Least = 10, Most = 200;

    /// <summary>Drops the oldest versions of an object, so that it has no more than <paramref name="most"/>.</summary>
    public static void Shorten(SqliteConnection connection, long owner, int most)
    {
        var dropped = connection.Execute("""
            DELETE FROM versions WHERE id IN (SELECT id FROM versions WHERE object = $object AND pinned = 0 AND label IS NULL ORDER BY id DESC LIMIT -1 OFFSET $most)
            """, ("$object", owner), ("$most", most));
        if (dropped > 0)
            Dropped(connection, owner, dropped);
    }

    /// <summary>Drops what was deleted before <paramref name="before"/>.</summary>
    /// <returns>How many objects the history does not know any more.</returns>
    public static int DropDeleted(SqliteConnection connection, DateTimeOffset before)
    {
        foreach (var owner in connection.Query("SELECT id FROM objects WHERE deleted < $before", row => row.GetInt64(0), ("$before", before.ToUnixTimeMilliseconds())))
        {
            if (connection.Execute("DELETE FROM versions WHERE object = $object AND pinned = 0 AND label IS NULL AND event <> 'Deleted'", ("$object", owner)) is > 0 and var dropped)
                Dropped(connection, owner, dropped);
        }
        return Forget(connection);
    }

    /// <summary>Drops the oldest versions of all while they take more than <paramref name="bytes"/>.</summary>
    /// <returns>How many; none where they fit, or nothing may go.</returns>
    public static int DropOldest(SqliteConnection connection, long bytes)
    {
        if (Size(connection) is var size && size <= bytes)
            return 0;
        var share = connection.Scalar<long>("SELECT count(*) FROM versions") * (size - bytes) / size;
        var oldest = connection.Query("""
            SELECT id, object FROM versions WHERE pinned = 0 AND label IS NULL AND event <> 'Deleted'
            AND id NOT IN (SELECT max(versions.id) FROM versions JOIN objects ON objects.id = object WHERE deleted IS NULL GROUP BY object) ORDER BY id LIMIT $count
            """, row => (Id: row.GetInt64(0), Owner: row.GetInt64(1)), ("$count", Math.Clamp(share, Least, Most)));
        foreach (var (id, _) in oldest)
            connection.Execute("DELETE FROM versions WHERE id = $id", ("$id", id));
        foreach (var owner in oldest.CountBy(version => version.Owner))
            Dropped(connection, owner.Key, owner.Value);
        Forget(connection);
        return oldest.Count;
    }

    /// <summary>The bytes that are in use; the file itself does not shrink.</summary>
    public static long Size(SqliteConnection connection) =>
        (connection.Scalar<long>("PRAGMA page_count") - connection.Scalar<long>("PRAGMA freelist_count")) * connection.Scalar<long>("PRAGMA page_size");

    private static void Dropped(SqliteConnection connection, long owner, int count)
    {
        connection.Execute("UPDATE objects SET dropped = dropped + $count WHERE id = $object", ("$count", count), ("$object", owner));
        TextPacks.FreeSpace(connection, owner);
    }

    /// <summary>Forgets deleted objects of which no definition is left.</summary>
    private static int Forget(SqliteConnection connection)
    {
        const string lost = "SELECT id FROM objects WHERE deleted IS NOT NULL AND NOT EXISTS (SELECT 1 FROM versions WHERE object = objects.id AND event <> 'Deleted')";
        connection.Execute($"DELETE FROM versions WHERE object IN ({lost})");
        return connection.Execute($"DELETE FROM objects WHERE id IN ({lost})");
    }
}

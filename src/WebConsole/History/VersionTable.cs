using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Operations;
using WebConsole.Text;

namespace WebConsole.History;

/// <summary>The versions in the database.</summary>
internal static class VersionTable
{
    private const int MostChanges = 12, LongestPath = 200;

    private const string Columns = "versions.id, event, noticed, since, user, task, verb, versions.name, changes, label, pinned";

    /// <summary>Adds what was noticed; nothing where it is known already.</summary>
    /// <returns>Whether it was new.</returns>
    public static bool Append(SqliteConnection connection, Observation seen, int most)
    {
        var known = connection.Query("SELECT id, hash, deleted FROM objects WHERE host = $host AND kind = $kind AND key = $key",
            row => (Id: row.GetInt64(0), Hash: row.IsDBNull(1) ? null : row.GetFieldValue<byte[]>(1), IsDeleted: !row.IsDBNull(2)), Key(seen.Id)) is [var found] ? found : default;
        var hash = seen.Kept is null ? null : KeptDefinition.HashOf(seen.Kept);
        if (hash is null ? known.Id == 0 || known.IsDeleted : !known.IsDeleted && known.Hash is { } old && old.AsSpan().SequenceEqual(hash))
            return false;
        var watched = seen.Away ? HostTable.Watched(connection, seen.Id.Host) : null;
        var happened = hash is null ? VersionEvent.Deleted : known.Id != 0 && !known.IsDeleted ? VersionEvent.Changed : known.Id == 0 && seen.Away && watched is null ? VersionEvent.Found : VersionEvent.Defined;
        var since = seen.Away && LastNoticed(connection, known.Id) is { } last ? Math.Max(last, watched ?? last) : (long?)null;
        var changes = happened is VersionEvent.Changed && NewestText(connection, known.Id) is { } before ? KeptDefinition.Changes(seen.Id.Kind, before, seen.Kept!) : null;
        var owner = ObjectTable.Put(connection, seen, hash);
        var place = seen.Kept is null ? (TextPacks.Place?)null : TextPacks.Add(connection, owner, hash!, seen.Kept);
        connection.Execute("""
            INSERT INTO versions (object, event, noticed, since, user, task, verb, name, changes, hash, pack, start, length)
            VALUES ($object, $event, $noticed, $since, $user, $task, $verb, $name, $changes, $hash, $pack, $start, $length)
            """,
            ("$object", owner), ("$event", happened.ToString()), ("$noticed", seen.At.ToUnixTimeMilliseconds()), ("$since", since), ("$user", seen.Author?.User), ("$task", seen.Author?.Task),
            ("$verb", seen.Author?.Verb), ("$name", seen.Name), ("$changes", Write(changes)), ("$hash", hash), ("$pack", place?.Pack), ("$start", place?.Start), ("$length", place?.Length));
        HistoryLimits.Shorten(connection, owner, most);
        return true;
    }

    /// <summary>Versions of an object, newest first.</summary>
    public static List<KeptVersion> List(SqliteConnection connection, ObjectId id, long before, int count) =>
        connection.Query($"SELECT {Columns} FROM versions JOIN objects ON objects.id = object WHERE host = $host AND kind = $kind AND key = $key AND versions.id < $before ORDER BY versions.id DESC LIMIT $count",
            row => Read(row, id), [.. Key(id), ("$before", before), ("$count", count)]);

    public static KeptVersion? Find(SqliteConnection connection, ObjectId id, long version) => List(connection, id, version + 1, 1) is [{ } found] && found.Id == version ? found : null;

    /// <summary>The text of a version; <c>null</c> where there is none, or it is damaged.</summary>
    public static string? TextOf(SqliteConnection connection, ObjectId id, long version) =>
        connection.Query("SELECT pack, start, length FROM versions JOIN objects ON objects.id = object WHERE host = $host AND kind = $kind AND key = $key AND versions.id = $version AND pack IS NOT NULL",
            Place, [.. Key(id), ("$version", version)]) is [var place] ? TextPacks.Read(connection, place) : null;

    /// <summary>Gives a version a name, and pins it.</summary>
    public static void Mark(SqliteConnection connection, long version, string? label, bool pinned) =>
        connection.Execute("UPDATE versions SET label = $label, pinned = $pinned WHERE id = $id", ("$label", label), ("$pinned", pinned ? 1 : 0), ("$id", version));

    /// <summary>How many versions of an object stay for good.</summary>
    public static long CountKept(SqliteConnection connection, ObjectId id) =>
        connection.Query("SELECT count(*) FROM versions JOIN objects ON objects.id = object WHERE host = $host AND kind = $kind AND key = $key AND (pinned = 1 OR label IS NOT NULL)", row => row.GetInt64(0), Key(id))[0];

    public static (string, object?)[] Key(ObjectId id) => [("$host", id.Host), ("$kind", id.Kind.ToToken()), ("$key", id.Key)];

    private static long? LastNoticed(SqliteConnection connection, long owner) =>
        connection.Query("SELECT max(noticed) FROM versions WHERE object = $object", row => row.IsDBNull(0) ? (long?)null : row.GetInt64(0), ("$object", owner))[0];

    private static string? NewestText(SqliteConnection connection, long owner) =>
        connection.Query("SELECT pack, start, length FROM versions WHERE object = $object AND pack IS NOT NULL ORDER BY id DESC LIMIT 1", Place, ("$object", owner)) is [var place] ? TextPacks.Read(connection, place) : null;

    private static TextPacks.Place Place(SqliteDataReader row) => new(row.GetInt64(0), row.GetInt32(1), row.GetInt32(2));

    private static KeptVersion Read(SqliteDataReader row, ObjectId id)
    {
        var (count, changes) = ReadChanges(row.IsDBNull(8) ? null : row.GetString(8));
        return new KeptVersion
        {
            Id = row.GetInt64(0),
            Of = id,
            Event = Enum.Parse<VersionEvent>(row.GetString(1)),
            NoticedAt = Time(row.GetInt64(2)),
            Since = row.IsDBNull(3) ? null : Time(row.GetInt64(3)),
            Author = row.IsDBNull(4) ? null : new DefinitionAuthor(row.GetString(4), row.GetInt64(5), row.GetString(6)),
            Name = row.GetString(7),
            Changes = changes,
            ChangeCount = count,
            Label = row.IsDBNull(9) ? null : row.GetString(9),
            Pinned = row.GetInt64(10) != 0,
        };
    }

    internal static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private static string? Write(IReadOnlyList<DefinitionChange>? changes) => changes is null ? null
        : JsonSerializer.Serialize(new StoredChanges(changes.Count, [.. changes.Take(MostChanges).Select(change => new KeptChange(change.Kind, CutText.To(change.Path, LongestPath)))]));

    private static (int Count, ImmutableArray<KeptChange> Changes) ReadChanges(string? stored) =>
        stored is not null && JsonSerializer.Deserialize<StoredChanges>(stored) is { } read ? (read.Count, [.. read.First]) : (0, []);

    private sealed record StoredChanges(int Count, KeptChange[] First);
}

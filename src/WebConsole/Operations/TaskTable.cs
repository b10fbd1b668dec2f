using Microsoft.Data.Sqlite;
using WebConsole.Hypervisor;

namespace WebConsole.Operations;

/// <summary>The table <c>tasks</c>.</summary>
internal static class TaskTable
{
    private const string Columns = "id, action, verb, target, kind, host, key, user, origin, state, started, ended, error, advice, virsh, details";

    public static void Save(SqliteConnection connection, TaskRecord task) => connection.Execute(
        $"INSERT OR REPLACE INTO tasks ({Columns}) VALUES ($id, $action, $verb, $target, $kind, $host, $key, $user, $origin, $state, $started, $ended, $error, $advice, $virsh, $details)",
        ("$id", task.Id), ("$action", task.Action), ("$verb", task.Verb), ("$target", task.Target),
        ("$kind", task.Subject.Kind.ToToken()), ("$host", task.Subject.Host), ("$key", task.Subject.Key), ("$user", task.User), ("$origin", task.From), ("$state", task.State.ToToken()),
        ("$started", task.StartedAt.ToUnixTimeMilliseconds()), ("$ended", task.EndedAt?.ToUnixTimeMilliseconds()),
        ("$error", task.Error), ("$advice", task.Advice), ("$virsh", task.VirshLine),
        ("$details", TaskJson.Write(task)));

    public static List<TaskRecord> List(SqliteConnection connection, TaskFilter filter) => connection.Query(
        $"""
        SELECT {Columns} FROM tasks
        WHERE ($host IS NULL OR host = $host) AND ($user IS NULL OR user = $user)
            AND ($kind IS NULL OR (kind = $kind AND key = $key) OR substr(key, 1, length($key) + 1) = $key || '/' OR json_extract(details, '$.Made') = $made)
            AND ($parent IS NULL OR id = $parent OR json_extract(details, '$.Parent') = $parent)
            AND ($state IS NULL OR state = $state) AND ($before IS NULL OR id < $before)
            AND (NOT $people OR origin <> $system)
            AND ($words IS NULL OR instr(lower(verb || ' ' || target || ' ' || user), lower($words)) > 0)
        ORDER BY id DESC LIMIT $count
        """,
        Read,
        ("$host", filter.Subject?.Host ?? filter.Host), ("$kind", filter.Subject?.Kind.ToToken()), ("$key", filter.Subject?.Key), ("$made", filter.Subject?.ToString()), ("$user", filter.User),
        ("$parent", filter.Parent), ("$state", filter.State?.ToToken()), ("$before", filter.Before), ("$people", filter.ByPeople), ("$system", Caller.SystemFrom), ("$words", filter.Words), ("$count", Math.Clamp(filter.Count, 0, TaskFilter.MaximumCount)));

    public static TaskRecord? Find(SqliteConnection connection, long id) =>
        connection.Query($"SELECT {Columns} FROM tasks WHERE id = $id", Read, ("$id", id)).FirstOrDefault();

    public static long NewestId(SqliteConnection connection) => connection.Scalar<long>("SELECT max(id) FROM tasks");

    /// <summary>Marks tasks that an earlier process left active as interrupted, and those of guests that it did not follow any more.</summary>
    public static void MarkInterrupted(SqliteConnection connection, DateTimeOffset now, string began, string waited, string asked) => connection.Execute(
        """
        UPDATE tasks SET error = $asked WHERE state = 'succeeded' AND advice IS NOT NULL AND error IS NULL;
        UPDATE tasks SET error = CASE state WHEN 'queued' THEN $waited ELSE $began END, state = 'interrupted', ended = $now
        WHERE state IN ('queued', 'running', 'cancelling')
        """,
        ("$began", began), ("$waited", waited), ("$asked", asked), ("$now", now.ToUnixTimeMilliseconds()));

    /// <summary>Deletes ended tasks except the newest <paramref name="kept"/>.</summary>
    public static void Prune(SqliteConnection connection, int kept) => connection.Execute(
        "DELETE FROM tasks WHERE id <= (SELECT max(id) FROM tasks) - $kept AND state NOT IN ('queued', 'running', 'cancelling')", ("$kept", kept));

    private static TaskRecord Read(SqliteDataReader row)
    {
        var (steps, log, result, parent) = TaskJson.Read(row.IsDBNull(15) ? null : row.GetString(15));
        var state = TaskStates.Parse(row.GetString(9)) ?? TaskState.Interrupted;
        return new TaskRecord
        {
            Id = row.GetInt64(0),
            Parent = parent,
            Action = row.GetString(1),
            Verb = row.GetString(2),
            Target = row.GetString(3),
            Subject = new ObjectId(ObjectKinds.Parse(row.GetString(4)) ?? ObjectKind.Host, row.GetString(5), row.GetString(6)),
            User = row.GetString(7),
            From = row.GetString(8),
            State = state,
            StartedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(10)),
            EndedAt = row.IsDBNull(11) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(11)),
            Error = row.IsDBNull(12) ? null : row.GetString(12),
            Advice = row.IsDBNull(13) ? null : row.GetString(13),
            VirshLine = row.GetString(14),
            Steps = TaskStep.Settled(state, steps),
            Log = log,
            Result = result,
        };
    }
}

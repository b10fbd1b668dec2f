namespace WebConsole.Operations;

/// <summary><c>webconsole.db</c>: tasks, and what is remembered of people.</summary>
public sealed class TaskDatabase(string? path, TimeProvider time, ILogger<TaskDatabase> log) : StateDatabase(path, Tables, "tasks", time, log)
{
    /// <summary>One entry per schema version, in order. Never edit a released entry.</summary>
    private static readonly string[] Tables =
    [
        """
        CREATE TABLE tasks (
            id INTEGER PRIMARY KEY,
            action TEXT NOT NULL, verb TEXT NOT NULL, target TEXT NOT NULL, host TEXT NOT NULL, uuid TEXT,
            user TEXT NOT NULL, origin TEXT NOT NULL, state TEXT NOT NULL,
            started INTEGER NOT NULL, ended INTEGER, error TEXT, advice TEXT, virsh TEXT NOT NULL) STRICT;
        CREATE INDEX tasks_by_machine ON tasks (host, uuid, id);
        """,
        """
        ALTER TABLE tasks ADD COLUMN kind TEXT NOT NULL DEFAULT 'host';
        ALTER TABLE tasks ADD COLUMN key TEXT NOT NULL DEFAULT '';
        ALTER TABLE tasks ADD COLUMN details TEXT;
        UPDATE tasks SET kind = 'machine', key = uuid WHERE uuid IS NOT NULL;
        DROP INDEX tasks_by_machine;
        ALTER TABLE tasks DROP COLUMN uuid;
        CREATE INDEX tasks_by_object ON tasks (host, key, id);
        """,
        """
        CREATE TABLE user_settings (person TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (person, key)) STRICT, WITHOUT ROWID;
        CREATE TABLE machine_presets (person TEXT NOT NULL, name TEXT NOT NULL, hardware TEXT NOT NULL, PRIMARY KEY (person, name)) STRICT, WITHOUT ROWID;
        """,
        """
        CREATE TABLE account_keys (person TEXT NOT NULL, fingerprint TEXT NOT NULL, key TEXT NOT NULL, UNIQUE (person, fingerprint)) STRICT;
        """,
        """
        CREATE TABLE frozen_guests (host TEXT NOT NULL, uuid TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER NOT NULL, PRIMARY KEY (host, uuid)) STRICT, WITHOUT ROWID;
        """,
    ];
}

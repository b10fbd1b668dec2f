using WebConsole.Operations;

namespace WebConsole.History;

/// <summary><c>history.db</c>: definitions as they were, without secrets.</summary>
public sealed class HistoryDatabase(string? path, TimeProvider time, ILogger<HistoryDatabase> log) : StateDatabase(path, Tables, "versions of definitions", time, log)
{
    /// <summary>One entry per schema version, in order. Never edit a released entry.</summary>
    private static readonly string[] Tables =
    [
        """
        CREATE TABLE hosts (name TEXT PRIMARY KEY, watched INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE objects (
            id INTEGER PRIMARY KEY,
            host TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL, name TEXT NOT NULL,
            hash BLOB, deleted INTEGER, dropped INTEGER NOT NULL DEFAULT 0,
            UNIQUE (host, kind, key)) STRICT;
        CREATE TABLE packs (id INTEGER PRIMARY KEY, object INTEGER NOT NULL, length INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT;
        CREATE TABLE versions (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            object INTEGER NOT NULL, event TEXT NOT NULL, noticed INTEGER NOT NULL, since INTEGER,
            user TEXT, task INTEGER, verb TEXT, name TEXT NOT NULL,
            changes TEXT, hash BLOB, pack INTEGER, start INTEGER, length INTEGER,
            label TEXT, pinned INTEGER NOT NULL DEFAULT 0) STRICT;
        CREATE INDEX versions_by_object ON versions (object, id);
        CREATE INDEX versions_by_pack ON versions (pack);
        """,
    ];
}

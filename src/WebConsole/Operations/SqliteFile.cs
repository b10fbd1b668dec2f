using System.Globalization;
using Microsoft.Data.Sqlite;

namespace WebConsole.Operations;

/// <summary>Opens a database file, checks it, sets WAL mode and migrates its tables.</summary>
internal static class SqliteFile
{
    private const int NotADatabase = 26;
    private const int Corrupt = 11;

    /// <summary>One entry per schema version, in order. Never edit a released entry.</summary>
    private static readonly string[] Migrations =
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
    ];

    /// <exception cref="SqliteException">It can't be opened, or is corrupt (<see cref="IsCorruption"/>).</exception>
    /// <exception cref="NotSupportedException">A newer WebConsole wrote it.</exception>
    public static SqliteConnection Open(string path)
    {
        CreatePrivate(path);
        return Prepare(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 5 });
    }

    public static SqliteConnection OpenInMemory() => Prepare(new SqliteConnectionStringBuilder { DataSource = ":memory:" });

    public static bool IsCorruption(SqliteException error) => error.SqliteErrorCode is NotADatabase or Corrupt;

    /// <summary>Renames the file and its side files and returns the new path.</summary>
    public static string SetAside(string path, DateTimeOffset now)
    {
        var aside = string.Create(CultureInfo.InvariantCulture, $"{path}.damaged-{now:yyyyMMdd'T'HHmmssfff}");
        foreach (var suffix in (ReadOnlySpan<string>)["", "-wal", "-shm"])
        {
            if (File.Exists(path + suffix))
                File.Move(path + suffix, aside + suffix);
        }
        return aside;
    }

    private static SqliteConnection Prepare(SqliteConnectionStringBuilder settings)
    {
        var connection = new SqliteConnection(settings.ToString());
        try
        {
            connection.Open();
            connection.Execute("PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
            if (connection.Scalar<string>("PRAGMA quick_check(1)") is var found && found != "ok")
                throw new SqliteException(found, Corrupt);
            Migrate(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Migrate(SqliteConnection connection)
    {
        var version = connection.Scalar<long>("PRAGMA user_version");
        if (version > Migrations.Length)
            throw new NotSupportedException($"a newer WebConsole wrote it (schema {version}, this one knows {Migrations.Length}).");
        for (var next = (int)version; next < Migrations.Length; next++)
            connection.Execute(string.Create(CultureInfo.InvariantCulture, $"BEGIN; {Migrations[next]} PRAGMA user_version = {next + 1}; COMMIT;"));
    }

    /// <summary>SQLite gives its side files the mode of the main one.</summary>
    private static void CreatePrivate(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var created = new FileStream(path, options);
    }
}

using System.Globalization;
using Microsoft.Data.Sqlite;

namespace WebConsole.Operations;

/// <summary>Opens a database file, checks it, sets WAL mode and migrates its tables.</summary>
internal static class SqliteFile
{
    private const int NotADatabase = 26;
    private const int Corrupt = 11;

    /// <exception cref="SqliteException">It can't be opened, or is corrupt (<see cref="IsCorruption"/>).</exception>
    /// <exception cref="NotSupportedException">A newer WebConsole wrote it.</exception>
    /// <param name="path">The file.</param>
    /// <param name="migrations">One entry per schema version, in order.</param>
    public static SqliteConnection Open(string path, IReadOnlyList<string> migrations)
    {
        CreatePrivate(path);
        return Prepare(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 5 }, migrations);
    }

    public static SqliteConnection OpenInMemory(IReadOnlyList<string> migrations) => Prepare(new SqliteConnectionStringBuilder { DataSource = ":memory:" }, migrations);

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

    private static SqliteConnection Prepare(SqliteConnectionStringBuilder settings, IReadOnlyList<string> migrations)
    {
        var connection = new SqliteConnection(settings.ToString());
        try
        {
            connection.Open();
            connection.Execute("PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
            if (connection.Scalar<string>("PRAGMA quick_check(1)") is var found && found != "ok")
                throw new SqliteException(found, Corrupt);
            Migrate(connection, migrations);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Migrate(SqliteConnection connection, IReadOnlyList<string> migrations)
    {
        var version = connection.Scalar<long>("PRAGMA user_version");
        if (version > migrations.Count)
            throw new NotSupportedException($"a newer WebConsole wrote it (schema {version}, this one knows {migrations.Count}).");
        for (var next = (int)version; next < migrations.Count; next++)
            connection.Execute(string.Create(CultureInfo.InvariantCulture, $"BEGIN; {migrations[next]} PRAGMA user_version = {next + 1}; COMMIT;"));
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

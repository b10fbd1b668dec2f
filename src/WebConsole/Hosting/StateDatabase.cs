using Microsoft.Data.Sqlite;

namespace WebConsole.Hosting;

/// <summary>Opens <c>webconsole.db</c> in the state directory. Each area makes and reads its own tables.</summary>
public sealed class StateDatabase(string stateDirectory)
{
    private readonly string _connection = new SqliteConnectionStringBuilder
    {
        DataSource = StateDirectory.Database(stateDirectory),
        DefaultTimeout = 10,
    }.ToString();

    /// <summary>An open connection, from a pool: dispose it soon.</summary>
    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connection);
        connection.Open();
        // A second process (--new-link) writes while the server reads.
        Execute(connection, "PRAGMA journal_mode = WAL");
        return connection;
    }

    /// <summary>Runs one statement and returns the number of rows it changed.</summary>
    public static int Execute(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Callers pass constants; what varies goes in as a parameter.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command.ExecuteNonQuery();
    }
}

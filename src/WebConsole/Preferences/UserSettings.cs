using System.Security.Claims;
using Microsoft.Data.Sqlite;
using WebConsole.Operations;
using WebConsole.Security.Sessions;

namespace WebConsole.Preferences;

/// <summary>What WebConsole remembers of how each person likes its pages, in <c>webconsole.db</c>.</summary>
public sealed class UserSettings(TaskDatabase database)
{
    internal const int LongestValue = 4096;

    /// <summary>What was remembered; <c>null</c> if nothing was, or the file can't be read.</summary>
    public async Task<string?> ReadAsync(ClaimsPrincipal user, string key, CancellationToken cancellationToken)
    {
        try
        {
            return await database.RunAsync(connection => connection.Query("SELECT value FROM user_settings WHERE person = $person AND key = $key",
                row => row.GetString(0), ("$person", SessionPrincipal.PersonOf(user)), ("$key", key)).FirstOrDefault(), cancellationToken).ConfigureAwait(false);
        }
        catch (SqliteException)
        {
            // A page looks as it does for somebody new.
            return null;
        }
    }

    /// <summary>Remembers a value; one that is too long, or can't be written, is forgotten.</summary>
    public Task WriteAsync(ClaimsPrincipal user, string key, string value) => value.Length > LongestValue ? Task.CompletedTask
        : database.TryRunAsync(connection => connection.Execute("INSERT OR REPLACE INTO user_settings (person, key, value) VALUES ($person, $key, $value)",
            ("$person", SessionPrincipal.PersonOf(user)), ("$key", key), ("$value", value)));
}

using System.Collections.Immutable;
using System.Security.Claims;
using Microsoft.Data.Sqlite;
using WebConsole.CloudInit;
using WebConsole.Operations;
using WebConsole.Security;
using WebConsole.Security.Sessions;
using WebConsole.Text;

namespace WebConsole.Preferences;

/// <summary>The public keys of SSH that each person keeps, for the machines that they make, in <c>webconsole.db</c>.</summary>
public sealed partial class AccountKeys(TaskDatabase database, ILoggerFactory loggers)
{
    /// <summary>The most keys of a person.</summary>
    internal const int Most = 20;

    private readonly ILogger _audit = loggers.CreateLogger(SecurityAudit.Category);

    /// <summary>The keys, in the order in which they came; none where the file can't be read.</summary>
    public async Task<ImmutableArray<SshKey>> ListAsync(ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        try
        {
            var texts = await database.RunAsync(connection => connection.Query("SELECT key FROM account_keys WHERE person = $person ORDER BY rowid", row => row.GetString(0), ("$person", SessionPrincipal.PersonOf(user))), cancellationToken).ConfigureAwait(false);
            // Somebody may have changed the file by hand; and comments that earlier versions took may have characters that are refused now.
            return [.. texts.Select(PlainText.WithoutHidden).Select(SshKey.Of).OfType<SshKey>()];
        }
        catch (SqliteException)
        {
            return [];
        }
    }

    /// <summary>Keeps the keys of a text: all, or none where one is wrong. A key that is kept already gets the new comment.</summary>
    /// <returns>Why not; <c>null</c> once they are kept.</returns>
    public async Task<string?> AddAsync(ClaimsPrincipal user, string text, CancellationToken cancellationToken)
    {
        if (Mistake(text) is { } mistake)
            return mistake;
        var keys = SshKey.Split(text).Select(SshKey.Of).OfType<SshKey>().ToList();
        if (!await database.RunAsync(connection => Add(connection, SessionPrincipal.PersonOf(user), keys), cancellationToken).ConfigureAwait(false))
            return $"At most {Most} keys: remove one first.";
        foreach (var key in keys)
            Kept(_audit, key.Fingerprint, AuditText.OneLine(SessionPrincipal.NameOf(user)));
        return null;
    }

    /// <summary>Forgets a key; <c>false</c> where there is none with this fingerprint.</summary>
    public async Task<bool> RemoveAsync(ClaimsPrincipal user, string fingerprint, CancellationToken cancellationToken)
    {
        var removed = await database.RunAsync(connection => connection.Execute("DELETE FROM account_keys WHERE person = $person AND fingerprint = $fingerprint", ("$person", SessionPrincipal.PersonOf(user)), ("$fingerprint", fingerprint)) > 0, cancellationToken).ConfigureAwait(false);
        if (removed)
            Forgotten(_audit, AuditText.OneLine(fingerprint), AuditText.OneLine(SessionPrincipal.NameOf(user)));
        return removed;
    }

    /// <summary>What is wrong with a text of keys, with the number of the key where there are several.</summary>
    public static string? Mistake(string? text)
    {
        var keys = SshKey.Split(text);
        return keys.Count == 0 ? "A public key, as in ~/.ssh/id_ed25519.pub."
            : keys.Count > Most ? $"At most {Most} keys."
            : keys.Index().Select(key => SshKey.Mistake(key.Item) is { } mistake ? (keys.Count == 1 ? "" : $"Key {key.Index + 1}: ") + mistake : null).FirstOrDefault(mistake => mistake is not null);
    }

    private static bool Add(SqliteConnection connection, string person, List<SshKey> keys)
    {
        var known = connection.Query("SELECT fingerprint FROM account_keys WHERE person = $person", row => row.GetString(0), ("$person", person));
        if (known.Union(keys.Select(key => key.Fingerprint)).Count() > Most)
            return false;
        foreach (var key in keys)
            connection.Execute("INSERT INTO account_keys (person, fingerprint, key) VALUES ($person, $fingerprint, $key) ON CONFLICT (person, fingerprint) DO UPDATE SET key = excluded.key",
                ("$person", person), ("$fingerprint", key.Fingerprint), ("$key", key.Text));
        return true;
    }

    [LoggerMessage(2441, LogLevel.Information, "Kept the SSH key {Fingerprint} for {User}", EventName = "AccountKeyKept")]
    private static partial void Kept(ILogger log, string fingerprint, string user);

    [LoggerMessage(2442, LogLevel.Information, "Removed the SSH key {Fingerprint} of {User}", EventName = "AccountKeyRemoved")]
    private static partial void Forgotten(ILogger log, string fingerprint, string user);
}

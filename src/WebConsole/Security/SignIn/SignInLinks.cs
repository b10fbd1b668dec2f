using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using WebConsole.Hosting;

namespace WebConsole.Security.SignIn;

/// <summary>
/// One-time links. Whoever may write the state directory can make one, also in a second process; at rest there are
/// only hashes. See docs/adr/0010-one-time-link.md.
/// </summary>
public sealed class SignInLinks
{
    /// <summary>The name of whoever comes by a link.</summary>
    public const string User = "setup";

    /// <summary>Characters of a token: 32 random bytes as base64url.</summary>
    public const int TokenLength = 43;

    private readonly StateDatabase _database;
    private readonly SignInOptions _options;
    private readonly TimeProvider _time;

    public SignInLinks(StateDatabase database, WebConsoleOptions options, TimeProvider time)
    {
        (_database, _options, _time) = (database, options.SignIn, time);
        using var connection = database.Open();
        StateDatabase.Execute(connection, "CREATE TABLE IF NOT EXISTS sign_in_link (hash BLOB PRIMARY KEY, expires INTEGER NOT NULL) STRICT");
    }

    /// <summary>Makes a token that works once, until its time is over. This is the only moment at which it can be had.</summary>
    public string Create()
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        using var connection = _database.Open();
        StateDatabase.Execute(connection, "DELETE FROM sign_in_link WHERE expires <= $now", ("$now", Now()));
        StateDatabase.Execute(connection, "INSERT INTO sign_in_link VALUES ($hash, $expires)",
            ("$hash", Hash(token)), ("$expires", Now() + (long)_options.LinkLifetime.TotalMilliseconds));
        return token;
    }

    /// <summary>Uses the token up. Of several at once one gets <c>true</c>.</summary>
    public bool Use(string token)
    {
        if (!IsToken(token))
            return false;
        using var connection = _database.Open();
        return StateDatabase.Execute(connection, "DELETE FROM sign_in_link WHERE hash = $hash AND expires > $now",
            ("$hash", Hash(token)), ("$now", Now())) == 1;
    }

    /// <summary>Whether <paramref name="text"/> has the form of a token.</summary>
    public static bool IsToken(string? text) =>
        text?.Length == TokenLength && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.ASCII.GetBytes(token));

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();
}

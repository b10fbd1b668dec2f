using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using WebConsole.Hosting;

namespace WebConsole.Security.SignIn;

/// <summary>
/// One-time links, each a file in the state directory that is named by its token's hash and holds the end of its time.
/// So whoever may write there can make one, also in a second process. See docs/adr/0010-one-time-link.md.
/// </summary>
public sealed class SignInLinks(WebConsoleOptions options, TimeProvider time)
{
    /// <summary>The name of whoever comes by a link.</summary>
    public const string User = "setup";

    /// <summary>Characters of a token: 32 random bytes as base64url.</summary>
    public const int TokenLength = 43;

    private readonly DirectoryInfo _directory = Directory.CreateDirectory(StateDirectory.Links(options.StateDirectory));
    private readonly Lock _using = new();

    /// <summary>Makes a token that works once, until its time is over. This is the only moment at which it can be had.</summary>
    public string Create()
    {
        foreach (var old in _directory.GetFiles())
            if (!IsInTime(old.FullName))
                old.Delete();
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var file = FileOf(token);
        File.WriteAllText(file, (time.GetUtcNow() + options.SignIn.LinkLifetime).ToString("O", CultureInfo.InvariantCulture));
        // Root may make one for a server that runs as somebody else.
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        return token;
    }

    /// <summary>Uses the token up. Of several at once one gets <c>true</c>.</summary>
    public bool Use(string token)
    {
        if (!IsToken(token))
            return false;
        var file = FileOf(token);
        lock (_using)
        {
            var works = IsInTime(file);
            File.Delete(file);
            return works;
        }
    }

    /// <summary>Whether <paramref name="text"/> has the form of a token.</summary>
    public static bool IsToken(string? text) =>
        text?.Length == TokenLength && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');

    private bool IsInTime(string file) => File.Exists(file) &&
        DateTimeOffset.TryParseExact(File.ReadAllText(file), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var end) &&
        time.GetUtcNow() < end;

    /// <summary>Looked up by hash: how long a look-up takes says nothing of a token.</summary>
    private string FileOf(string token) => Path.Combine(_directory.FullName, Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(token))));
}

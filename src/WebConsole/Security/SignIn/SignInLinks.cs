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

    /// <summary>Makes a token that works once, until its time is over. This is the only moment at which it can be had.</summary>
    public string Create()
    {
        DeleteOld();
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        File.WriteAllText(FileOf(token), (time.GetUtcNow() + options.SignIn.LinkLifetime).ToString("O", CultureInfo.InvariantCulture));
        return token;
    }

    /// <summary>Uses the token up, and tells whether it worked.</summary>
    public bool Use(string token) => Use(token, () => this) is not null;

    /// <summary>
    /// Uses the token up for what <paramref name="use"/> does; <c>null</c> where it does not work. Of several at once, in
    /// whatever process, one may: they rename its file to names of their own, and the kernel lets one do so. Where
    /// <paramref name="use"/> throws, the token works again.
    /// </summary>
    public T? Use<T>(string token, Func<T> use) where T : class
    {
        if (!IsToken(token))
            return null;
        var file = FileOf(token);
        var own = $"{file}.{Guid.NewGuid():N}";
        try
        {
            // Without overwrite it would be a second name first, which two can have.
            File.Move(file, own, overwrite: true);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        T? result;
        try
        {
            result = IsInTime(own) ? use() : null;
        }
        catch
        {
            File.Move(own, file, overwrite: true);
            throw;
        }
        File.Delete(own);
        return result;
    }

    /// <summary>Whether <paramref name="text"/> has the form of a token.</summary>
    public static bool IsToken(string? text) =>
        text?.Length == TokenLength && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');

    private void DeleteOld()
    {
        foreach (var old in _directory.GetFiles())
        {
            try
            {
                if (!IsInTime(old.FullName))
                    old.Delete();
            }
            catch (FileNotFoundException)
            {
                // Someone has used it a moment ago.
            }
        }
    }

    private bool IsInTime(string file) =>
        DateTimeOffset.TryParseExact(File.ReadAllText(file), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var end) &&
        time.GetUtcNow() < end;

    /// <summary>Looked up by hash: how long a look-up takes says nothing of a token.</summary>
    private string FileOf(string token) => Path.Combine(_directory.FullName, Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(token))));
}

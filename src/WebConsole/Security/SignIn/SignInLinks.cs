using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using WebConsole.Hosting;

namespace WebConsole.Security.SignIn;

/// <summary>
/// One-time links. Each is a file in the state directory, named by the hash of its token, with the expiry as content.
/// So a second process with write access there can create links too. See docs/adr/0010-one-time-link.md.
/// </summary>
public sealed class SignInLinks(WebConsoleOptions options, TimeProvider time)
{
    /// <summary>The user name of a sign-in by link.</summary>
    public const string User = "setup";

    /// <summary>Characters of a token: 32 random bytes as base64url.</summary>
    public const int TokenLength = 43;

    private readonly DirectoryInfo _directory = Directory.CreateDirectory(StateDirectory.Links(options.StateDirectory));

    /// <summary>
    /// Creates a token that works once before it expires. The token is not stored, so it can't be read later.
    /// </summary>
    public string Create()
    {
        DeleteOld();
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        File.WriteAllText(FileOf(token), (time.GetUtcNow() + options.SignIn.LinkLifetime).ToString("O", CultureInfo.InvariantCulture));
        return token;
    }

    /// <summary>Consumes the token; returns whether it was valid.</summary>
    public bool Use(string token) => Use(token, () => this) is not null;

    /// <summary>
    /// Consumes the token and calls <paramref name="use"/>; <c>null</c> if the token is not valid. If several callers,
    /// even in other processes, use a token at once, one succeeds: each renames the file to a name of its own, and the
    /// kernel lets only one do so. If <paramref name="use"/> throws, the token is valid again.
    /// </summary>
    public T? Use<T>(string token, Func<T> use) where T : class
    {
        if (!IsToken(token))
            return null;
        var file = FileOf(token);
        var own = $"{file}.{Guid.NewGuid():N}";
        try
        {
            // Without overwrite, .NET creates a second hard link first, which two callers could do.
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
                // Another caller has just used it.
            }
        }
    }

    private bool IsInTime(string file) =>
        DateTimeOffset.TryParseExact(File.ReadAllText(file), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var end) &&
        time.GetUtcNow() < end;

    /// <summary>Looked up by hash, so the duration of a look-up reveals nothing about a token.</summary>
    private string FileOf(string token) => Path.Combine(_directory.FullName, Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(token))));
}

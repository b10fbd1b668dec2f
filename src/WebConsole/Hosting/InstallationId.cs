using System.Security.Cryptography;

namespace WebConsole.Hosting;

/// <summary>
/// Tells one WebConsole's cookies from another's: a browser keeps those of all ports of a name together, so two that are
/// reached by <c>ssh -L</c> under one name would sign each other out. No secret; it lasts as long as the state directory.
/// </summary>
internal static class InstallationId
{
    private const int Length = 8;

    /// <summary>The directory's id, made by the first who asks; to be asked by who holds the <see cref="StateLock"/>.</summary>
    public static string Of(string stateDirectory)
    {
        var path = StateDirectory.Installation(stateDirectory);
        if (File.Exists(path) && File.ReadAllText(path).Trim() is { Length: Length } known && known.All(char.IsAsciiHexDigitLower))
            return known;
        var id = RandomNumberGenerator.GetHexString(Length, lowercase: true);
        using var file = new StreamWriter(path, new FileStreamOptions
        {
            Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        file.WriteLine(id);
        return id;
    }
}

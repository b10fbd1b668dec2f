using System.Security.Cryptography;

namespace WebConsole.Hosting;

/// <summary>
/// Distinguishes the cookies of several WebConsoles. A browser shares the cookies of a host name among all its ports,
/// so two servers reached by <c>ssh -L</c> under one name would sign each other out. It is not a secret; it lasts as
/// long as the state directory.
/// </summary>
internal static class InstallationId
{
    private const int Length = 8;

    /// <summary>The directory's ID, created at the first call. The caller must hold the <see cref="StateLock"/>.</summary>
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

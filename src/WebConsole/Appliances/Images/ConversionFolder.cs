using System.Buffers.Text;
using System.Security.Cryptography;

namespace WebConsole.Appliances.Images;

/// <summary>
/// A folder for the images of one conversion, in the state directory and ours alone. It is removed with all that is in it when
/// it is disposed; what a crash left is removed at the next start.
/// </summary>
internal sealed class ConversionFolder : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private ConversionFolder(string path) => Path = path;

    public string Path { get; }

    /// <summary>What its file system has left for us.</summary>
    public long FreeBytes => new DriveInfo(Path).AvailableFreeSpace;

    /// <param name="parent">The folder of all conversions: <see cref="Hosting.StateDirectory.Conversions"/>.</param>
    public static ConversionFolder Create(string parent)
    {
        var path = System.IO.Path.Combine(parent, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(12)));
        Directory.CreateDirectory(path, Private);
        return new ConversionFolder(path);
    }

    /// <summary>Removes what a server left that has crashed. Call it before the first conversion.</summary>
    public static void RemoveLeftOvers(string parent)
    {
        if (!Directory.Exists(parent))
            return;
        foreach (var folder in Directory.EnumerateDirectories(parent))
            Directory.Delete(folder, recursive: true);
    }

    /// <summary>The path of a file in it. The name is ours: QEMU would read more than a name in one with a colon.</summary>
    public string FileOf(string name) => name.Length > 0 && name.All(char.IsAsciiLetterOrDigit)
        ? System.IO.Path.Combine(Path, name)
        : throw new ArgumentException("Letters and digits only.", nameof(name));

    public void Dispose()
    {
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }
}

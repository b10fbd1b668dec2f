using System.Buffers.Text;
using System.Security.Cryptography;
using WebConsole.Operations;
using WebConsole.Text;

namespace WebConsole.Appliances.Images;

/// <summary>
/// A folder for the images of one conversion, in the state directory and ours alone. It is removed with all that is in it when
/// it is disposed; what a crash left is removed at the next start.
/// </summary>
internal sealed class ConversionFolder : IDisposable
{
    private const int PieceLength = 1 << 20;
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private ConversionFolder(string path, ConversionSpace space) => (Path, Space) = (path, space);

    public string Path { get; }

    /// <summary>What its file system has left for us, shared by all conversions.</summary>
    public ConversionSpace Space { get; }

    /// <param name="parent">The folder of all conversions: <see cref="Hosting.StateDirectory.Conversions"/>.</param>
    /// <param name="space">The space of all conversions.</param>
    public static ConversionFolder Create(string parent, ConversionSpace space)
    {
        var path = System.IO.Path.Combine(parent, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(12)));
        Directory.CreateDirectory(path, Private);
        return new ConversionFolder(path, space);
    }

    /// <summary>Removes what a server left that has crashed. Call it before the first conversion.</summary>
    public static void RemoveLeftOvers(string parent)
    {
        if (!Directory.Exists(parent))
            return;
        foreach (var folder in Directory.EnumerateDirectories(parent))
            Directory.Delete(folder, recursive: true);
    }

    /// <summary>Writes a file into it, and removes what it has of it if that fails.</summary>
    /// <param name="name">As for <see cref="FileOf"/>.</param>
    /// <param name="bytes">What comes from elsewhere.</param>
    /// <param name="most">How long it may become.</param>
    /// <param name="keepFree">What must stay free on the file system.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationFailedException">It is longer, or the space does not suffice.</exception>
    public async Task WriteAsync(string name, Stream bytes, long most, long keepFree, CancellationToken cancellation)
    {
        var (path, buffer) = (FileOf(name), new byte[PieceLength]);
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
        await using var closed = file.ConfigureAwait(false);
        try
        {
            for (int read; (read = await bytes.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false)) > 0;)
            {
                if (file.Position + read > most)
                    throw new OperationFailedException($"The image is longer than {Format.Bytes(most)}.", "Choose another file, or have the limit raised.");
                if (Space.FreeBytes - read < keepFree)
                    throw new OperationFailedException("There is not enough space to convert the image.", "Free some space in the state directory of WebConsole.");
                // Disks are mostly zeros: these take no space.
                if (!buffer.AsSpan(0, read).ContainsAnyExcept((byte)0))
                {
                    file.Position += read;
                    continue;
                }
                await file.WriteAsync(buffer.AsMemory(0, read), cancellation).ConfigureAwait(false);
            }
            if (file.Length < file.Position)
                file.SetLength(file.Position);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
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

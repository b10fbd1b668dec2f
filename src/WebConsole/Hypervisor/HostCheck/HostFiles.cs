using System.Buffers;
using System.Runtime.InteropServices;
using System.Security;

namespace WebConsole.Hypervisor.HostCheck;

/// <summary>
/// Reads the host's files below a root directory; tests use a directory of their own. A file that can't be read counts
/// as missing.
/// </summary>
/// <param name="root">The root; paths are given without their first slash.</param>
public sealed partial class HostFiles(string root = "/")
{
    private const int MaxLength = 256 * 1024;
    private const int RelativeToWorkingDirectory = -100;
    private const uint BasicFields = 0x7ff;

    /// <summary>The text of a file, without blanks around it.</summary>
    public string? Read(string path)
    {
        var text = ArrayPool<char>.Shared.Rent(MaxLength);
        try
        {
            using var reader = new StreamReader(At(path));
            return new string(text, 0, reader.ReadBlock(text)).Trim();
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return null;
        }
        finally
        {
            ArrayPool<char>.Shared.Return(text);
        }
    }

    /// <summary>Whether a file or directory is there.</summary>
    public bool Exists(string path) => Path.Exists(At(path));

    /// <summary>The names in a directory.</summary>
    public IReadOnlyList<string> List(string path)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(At(path)).Select(entry => Path.GetFileName(entry)).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return [];
        }
    }

    /// <summary>Where a symbolic link leads in the end, with a leading slash; <c>null</c> where it is none, or leads nowhere.</summary>
    public string? Target(string path)
    {
        try
        {
            var (top, found) = (Path.GetFullPath(root), Directory.ResolveLinkTarget(At(path), returnFinalTarget: true));
            return found is null || !Path.Exists(found.FullName) || !found.FullName.StartsWith(top, StringComparison.Ordinal) ? null : "/" + found.FullName[top.Length..].TrimStart('/');
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return null;
        }
    }

    /// <summary>The owner, group and mode of a file.</summary>
    public HostFileOwner? Owner(string path) =>
        StatX(RelativeToWorkingDirectory, At(path), 0, BasicFields, out var status) == 0
            ? new HostFileOwner(status.UserId, status.GroupId, (UnixFileMode)(status.Mode & 0x1ff))
            : null;

    private string At(string path) => Path.Combine(root, path);

    private static bool IsUnreadable(Exception e) => e is IOException or UnauthorizedAccessException or SecurityException;

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int directory, string path, int flags, uint mask, out FileStatus status);

    /// <summary>
    /// The kernel's <c>struct statx</c>, which is the same on every architecture; fields that we do not need are left
    /// out.
    /// </summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct FileStatus
    {
        [FieldOffset(20)]
        public uint UserId;

        [FieldOffset(24)]
        public uint GroupId;

        [FieldOffset(28)]
        public ushort Mode;
    }
}

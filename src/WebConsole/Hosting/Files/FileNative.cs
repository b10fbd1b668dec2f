using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace WebConsole.Hosting.Files;

/// <summary>
/// File functions that .NET lacks: owners, links that are not followed, locks. The names are those of the C library.
/// </summary>
internal static unsafe partial class FileNative
{
    public const int AT_FDCWD = -100;
    public const int AT_SYMLINK_NOFOLLOW = 0x100;
    public const int AT_EMPTY_PATH = 0x1000;
    public const uint STATX_BASIC_STATS = 0x7ff;
    public const int O_RDWR = 2;
    public const int O_CREAT = 0x40;
    public const int O_CLOEXEC = 0x80000;
    public const int LOCK_EX = 2;
    public const int LOCK_NB = 4;
    public const int ENOENT = 2;
    public const int EACCES = 13;
    public const int ENOTDIR = 20;
    public const int ENODATA = 61;
    public const int EOPNOTSUPP = 95;
    public const int EWOULDBLOCK = 11;

    private const string Library = "libc";

    /// <summary>statx, unlike stat, has the same structure on every architecture.</summary>
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int statx(int directory, string path, int flags, uint mask, Statx* result);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int statx(SafeFileHandle file, byte* path, int flags, uint mask, Statx* result);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial nint lgetxattr(string path, string name, void* value, nuint size);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial SafeFileHandle open(string path, int flags, uint mode);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int flock(SafeFileHandle file, int operation);

    [LibraryImport(Library)]
    public static partial uint umask(uint mask);

    [LibraryImport(Library)]
    public static partial uint geteuid();

    [LibraryImport(Library)]
    public static partial uint getegid();

    [LibraryImport(Library, SetLastError = true)]
    public static partial int seteuid(uint user);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int setegid(uint group);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int setgroups(nuint count, uint* groups);

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    public struct Statx
    {
        [FieldOffset(16)] public uint stx_nlink;
        [FieldOffset(20)] public uint stx_uid;
        [FieldOffset(24)] public uint stx_gid;
        [FieldOffset(28)] public ushort stx_mode;
        [FieldOffset(48)] public ulong stx_blocks;
    }
}

using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Xunit;

namespace WebConsole.Tests.Support;

/// <summary>File operations that .NET lacks.</summary>
internal static class UnixFiles
{
    private const int EntryLength = 8;

    /// <summary>
    /// Gives a private directory a POSIX access list with these permissions (4 read, 2 write, 1 enter) for another
    /// user.
    /// </summary>
    public static void SetAccessList(string path, uint user, byte rights)
    {
        // linux/posix_acl_xattr.h: the owner, a user, the group, the mask, all others.
        (ushort Tag, ushort Rights, uint Id)[] entries = [(1, 7, uint.MaxValue), (2, rights, user), (4, 0, uint.MaxValue), (16, rights, uint.MaxValue), (32, 0, uint.MaxValue)];
        var list = new byte[4 + (entries.Length * EntryLength)];
        BinaryPrimitives.WriteUInt32LittleEndian(list, 2);
        for (var i = 0; i < entries.Length; i++)
        {
            var entry = list.AsSpan(4 + (i * EntryLength));
            BinaryPrimitives.WriteUInt16LittleEndian(entry, entries[i].Tag);
            BinaryPrimitives.WriteUInt16LittleEndian(entry[2..], entries[i].Rights);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[4..], entries[i].Id);
        }
        Assert.True(setxattr(path, "system.posix_acl_access", list, (nuint)list.Length, 0) == 0, Marshal.GetLastPInvokeErrorMessage());
    }

    /// <summary>Creates a second hard link of a file.</summary>
    public static void Link(string path, string name) => Assert.True(link(path, name) == 0, Marshal.GetLastPInvokeErrorMessage());

    [DllImport("libc", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int setxattr(string path, string name, byte[] value, nuint size, int flags);

    [DllImport("libc", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int link(string path, string name);
}

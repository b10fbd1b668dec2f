using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using WebConsole.Security.HostAccounts;
using static WebConsole.Hosting.Files.FileNative;

namespace WebConsole.Hosting.Files;

/// <summary>The facts of a file. A symbolic link is not followed.</summary>
/// <param name="Owner">The user.</param>
/// <param name="Group">The group.</param>
/// <param name="Mode">The file type and permission bits.</param>
/// <param name="Names">The number of hard links.</param>
/// <param name="HasAccessList">Whether it has a POSIX access list that gives write access to further users.</param>
internal readonly record struct FileFacts(uint Owner, uint Group, ushort Mode, uint Names, bool HasAccessList)
{
    private const int Kind = 0xF000;
    private const int LinkKind = 0xA000;
    private const int BytesOfABlock = 512;
    private const string AccessList = "system.posix_acl_access";

    public bool IsDirectory => (Mode & Kind) == 0x4000;

    public bool IsFile => (Mode & Kind) == 0x8000;

    public bool IsLink => (Mode & Kind) == LinkKind;

    /// <summary>The permission bits and the sticky bit, which lets only owners delete files in a directory.</summary>
    public UnixFileMode Rights => (UnixFileMode)(Mode & 0xFFF);

    public bool IsOurs => Owner == geteuid();

    /// <summary>Root can write everywhere in any case.</summary>
    public bool IsOursOrRoots => IsOurs || Owner == 0;

    /// <summary>
    /// Whether another user may write to it. A group of its own for each user (as on Ubuntu) has no other members, so
    /// write access for that group is allowed. Root's group does not count as such a group, because programs run in it.
    /// </summary>
    public bool OthersMayWrite => !IsLink && (Rights.HasFlag(UnixFileMode.OtherWrite) ||
        (Rights.HasFlag(UnixFileMode.GroupWrite) && (HasAccessList || Owner == 0 || !UnixAccounts.IsGroupOfOne(Group, Owner))));

    public string OwnerName => UnixAccounts.NameOf(Owner);

    public string Octal => Convert.ToString(Mode & 0xFFF, 8).PadLeft(4, '0');

    /// <summary>The facts of the file, or <c>null</c> if it does not exist or may not be seen.</summary>
    /// <exception cref="IOException">The facts can't be read.</exception>
    public static unsafe FileFacts? Of(string path)
    {
        Statx found;
        if (statx(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW, STATX_BASIC_STATS, &found) == 0)
            return new(found.stx_uid, found.stx_gid, found.stx_mode, found.stx_nlink, LetsMoreWrite(path, found.stx_mode));
        var error = Marshal.GetLastPInvokeError();
        return error is ENOENT or ENOTDIR or EACCES ? null : throw Failure(path, error);
    }

    /// <summary>What a file takes on the disk, which of one with holes is less than its length; 0 where there is none.</summary>
    public static unsafe long TakenBytes(string path)
    {
        Statx found;
        return statx(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW, STATX_BASIC_STATS, &found) == 0 ? (long)found.stx_blocks * BytesOfABlock : 0;
    }

    /// <summary>Whether an open file is a regular file of ours with a single hard link.</summary>
    /// <exception cref="IOException">The facts can't be read.</exception>
    public static unsafe bool IsOursAlone(SafeFileHandle file)
    {
        Statx found;
        var nothing = (byte)0;
        return statx(file, &nothing, AT_EMPTY_PATH, STATX_BASIC_STATS, &found) != 0 ? throw Failure("an open file", Marshal.GetLastPInvokeError())
            : new FileFacts(found.stx_uid, found.stx_gid, found.stx_mode, found.stx_nlink, HasAccessList: false) is { IsFile: true, IsOurs: true, Names: 1 };
    }

    /// <summary>
    /// With an access list, the group bits of the mode are the upper limit for all entries, so without the group's
    /// write bit no entry can write.
    /// </summary>
    private static unsafe bool LetsMoreWrite(string path, ushort mode)
    {
        if ((mode & Kind) == LinkKind || !((UnixFileMode)mode).HasFlag(UnixFileMode.GroupWrite))
            return false;
        if (lgetxattr(path, AccessList, null, 0) >= 0)
            return true;
        var error = Marshal.GetLastPInvokeError();
        return error is ENODATA or EOPNOTSUPP or ENOENT ? false : throw Failure(path, error);
    }

    private static IOException Failure(string path, int error) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{path}: {Marshal.GetPInvokeErrorMessage(error)}"));
}

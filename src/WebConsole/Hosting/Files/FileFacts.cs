using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using WebConsole.Security.HostAccounts;
using static WebConsole.Hosting.Files.FileNative;

namespace WebConsole.Hosting.Files;

/// <summary>What stands at a path: a link itself, not what it leads to.</summary>
/// <param name="Owner">The user.</param>
/// <param name="Group">The group.</param>
/// <param name="Mode">Kind and rights.</param>
/// <param name="Names">How many names the file has.</param>
/// <param name="HasAccessList">Whether it has a POSIX access list that lets anybody write, whom the mode does not name.</param>
internal readonly record struct FileFacts(uint Owner, uint Group, ushort Mode, uint Names, bool HasAccessList)
{
    private const int Kind = 0xF000;
    private const int LinkKind = 0xA000;
    private const string AccessList = "system.posix_acl_access";

    public bool IsDirectory => (Mode & Kind) == 0x4000;

    public bool IsFile => (Mode & Kind) == 0x8000;

    public bool IsLink => (Mode & Kind) == LinkKind;

    /// <summary>Rights and the sticky bit, by which only owners take away what is in a directory.</summary>
    public UnixFileMode Rights => (UnixFileMode)(Mode & 0xFFF);

    public bool IsOurs => Owner == geteuid();

    /// <summary>Root may do anything anyhow.</summary>
    public bool IsOursOrRoots => IsOurs || Owner == 0;

    /// <summary>
    /// Whether another user may write there. Where each user has a group of their own, as on Ubuntu, what they make is
    /// open to that group, in which there is nobody else. Root's group is never one of those: programs run in it.
    /// </summary>
    public bool OthersMayWrite => !IsLink && (Rights.HasFlag(UnixFileMode.OtherWrite) ||
        (Rights.HasFlag(UnixFileMode.GroupWrite) && (HasAccessList || Owner == 0 || !UnixAccounts.IsGroupOfOne(Group, Owner))));

    public string OwnerName => UnixAccounts.NameOf(Owner);

    public string Octal => Convert.ToString(Mode & 0xFFF, 8).PadLeft(4, '0');

    /// <summary>What is there, or <c>null</c>: there is nothing, or nothing that we may see.</summary>
    /// <exception cref="IOException">It can't be told.</exception>
    public static unsafe FileFacts? Of(string path)
    {
        Statx found;
        if (statx(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW, STATX_BASIC_STATS, &found) == 0)
            return new(found.stx_uid, found.stx_gid, found.stx_mode, found.stx_nlink, LetsMoreWrite(path, found.stx_mode));
        var error = Marshal.GetLastPInvokeError();
        return error is ENOENT or ENOTDIR or EACCES ? null : throw Failure(path, error);
    }

    /// <summary>Whether an open file is a plain one of ours that has this one name.</summary>
    /// <exception cref="IOException">It can't be told.</exception>
    public static unsafe bool IsOursAlone(SafeFileHandle file)
    {
        Statx found;
        var nothing = (byte)0;
        return statx(file, &nothing, AT_EMPTY_PATH, STATX_BASIC_STATS, &found) != 0 ? throw Failure("an open file", Marshal.GetLastPInvokeError())
            : new FileFacts(found.stx_uid, found.stx_gid, found.stx_mode, found.stx_nlink, HasAccessList: false) is { IsFile: true, IsOurs: true, Names: 1 };
    }

    /// <summary>
    /// With an access list the mode's rights of the group are the most that anybody in the list has, so that without
    /// writing there nobody in it writes.
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

using System.Globalization;
using System.Runtime.InteropServices;
using WebConsole.Security.HostAccounts;
using static WebConsole.Hosting.Files.FileNative;

namespace WebConsole.Hosting.Files;

/// <summary>What stands at a path: a link itself, not what it leads to.</summary>
internal readonly record struct FileFacts(uint Owner, uint Group, ushort Mode)
{
    private const int Kind = 0xF000;

    public bool IsDirectory => (Mode & Kind) == 0x4000;

    public bool IsFile => (Mode & Kind) == 0x8000;

    public bool IsLink => (Mode & Kind) == 0xA000;

    /// <summary>Rights and the sticky bit, by which only owners take away what is in a directory.</summary>
    public UnixFileMode Rights => (UnixFileMode)(Mode & 0xFFF);

    public bool IsOurs => Owner == geteuid();

    /// <summary>Root may do anything anyhow.</summary>
    public bool IsOursOrRoots => IsOurs || Owner == 0;

    /// <summary>
    /// Whether another user may write there. Where each user has a group of their own, as on Ubuntu, what they make is
    /// open to that group, in which there is nobody else.
    /// </summary>
    public bool OthersMayWrite => !IsLink && (Rights.HasFlag(UnixFileMode.OtherWrite) ||
        (Rights.HasFlag(UnixFileMode.GroupWrite) && !UnixAccounts.IsGroupOfOne(Group, Owner)));

    public string OwnerName => UnixAccounts.NameOf(Owner);

    public string Octal => Convert.ToString(Mode & 0xFFF, 8).PadLeft(4, '0');

    /// <summary>What is there, or <c>null</c>: there is nothing, or nothing that we may see.</summary>
    /// <exception cref="IOException">It can't be told.</exception>
    public static unsafe FileFacts? Of(string path)
    {
        Statx found;
        if (statx(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW, STATX_BASIC_STATS, &found) == 0)
            return new(found.stx_uid, found.stx_gid, found.stx_mode);
        var error = Marshal.GetLastPInvokeError();
        return error is ENOENT or ENOTDIR or EACCES ? null
            : throw new IOException(string.Create(CultureInfo.InvariantCulture, $"{path}: {Marshal.GetPInvokeErrorMessage(error)}"));
    }
}

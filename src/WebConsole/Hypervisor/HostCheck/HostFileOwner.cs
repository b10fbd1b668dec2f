namespace WebConsole.Hypervisor.HostCheck;

/// <summary>The owner, group and mode of a file.</summary>
public sealed record HostFileOwner(uint UserId, uint GroupId, UnixFileMode Mode)
{
    /// <summary>
    /// Whether a process may read and write the file. As in the kernel, the first matching class (owner, group, others)
    /// decides.
    /// </summary>
    public bool LetsReadAndWrite(uint userId, IReadOnlySet<uint> groupIds)
    {
        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        const UnixFileMode group = UnixFileMode.GroupRead | UnixFileMode.GroupWrite;
        const UnixFileMode others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        if (userId == 0)
            return true;
        var needed = userId == UserId ? owner : groupIds.Contains(GroupId) ? group : others;
        return (Mode & needed) == needed;
    }
}

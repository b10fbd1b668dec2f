namespace WebConsole.Hypervisor.HostCheck;

/// <summary>Whose a file is and what they may.</summary>
public sealed record HostFileOwner(uint UserId, uint GroupId, UnixFileMode Mode)
{
    /// <summary>Whether a process may read and write it, by the rule of the kernel: the first class it belongs to decides.</summary>
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

using System.Collections.Immutable;
using Libvirt;
using Libvirt.Xml;

namespace WebConsole.Hypervisor.Inventory;

/// <summary>Reads the jobs on a machine's disks. Where there is none, libvirt answers without asking QEMU.</summary>
internal static class DiskJobReader
{
    /// <param name="domain">The machine.</param>
    /// <param name="disks">The names of its disks.</param>
    public static ImmutableArray<DiskJob> Read(Domain domain, IEnumerable<string> disks)
    {
        var infos = disks.Select(disk => (Disk: disk, Info: InfoOf(domain, disk))).Where(job => job.Info is not null).ToArray();
        if (infos.Length == 0 || !DomainXml.TryParse(domain.GetXml(), out var live))
            return [];
        return [.. infos.Select(job => Of(job.Disk, job.Info!, live.Disks.FirstOrDefault(disk => disk.TargetDevice == job.Disk)))];
    }

    internal static DiskJob Of(string name, DomainBlockJobInfo info, DiskXml? disk) => new(name, info.Type switch
    {
        DomainBlockJobType.Pull => DiskJobKind.Pull,
        DomainBlockJobType.Copy => DiskJobKind.Copy,
        DomainBlockJobType.Commit => DiskJobKind.Commit,
        DomainBlockJobType.ActiveCommit => DiskJobKind.ActiveCommit,
        DomainBlockJobType.Backup => DiskJobKind.Backup,
        _ => DiskJobKind.Unknown,
    })
    {
        Percent = info.TotalBytes == 0 ? null : (int)(100 * (UInt128)Math.Min(info.DoneBytes, info.TotalBytes) / info.TotalBytes),
        IsReady = disk?.Mirror.Ready is "yes",
        BytesPerSecond = info.BytesPerSecond == 0 ? null : (long)Math.Min(info.BytesPerSecond, long.MaxValue),
        Into = disk?.Mirror is { Job: "copy" } copy ? copy.Source.File ?? copy.Source.Device : null,
    };

    private static DomainBlockJobInfo? InfoOf(Domain domain, string disk)
    {
        try
        {
            return domain.GetBlockJobInfo(disk);
        }
        catch (LibvirtException error) when (error.Code is LibvirtErrorCode.InvalidArgument or LibvirtErrorCode.OperationInvalid)
        {
            // The disk, or the machine's process, has gone.
            return null;
        }
    }
}

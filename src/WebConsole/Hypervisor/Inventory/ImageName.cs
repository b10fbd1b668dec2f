using Libvirt.Xml;

namespace WebConsole.Hypervisor.Inventory;

/// <summary>
/// One name for what a volume's path and a machine's disk lead to. A file or a device has its path; of storage over a network
/// libvirt writes the two in different ways.
/// </summary>
internal static class ImageName
{
    private const string Gluster = "gluster://", Target = "-iscsi-", Unit = "-lun-";

    /// <summary>Of a volume: <c>/srv/a.img</c>, <c>ssd/a</c> (Ceph), <c>gluster:gv0/a.img</c>, <c>iscsi:iqn.2026-01.org.example:disks/1</c>.</summary>
    public static string? OfVolume(string? path) => path switch
    {
        // gluster://server/gv0/a.img: machines may name the server in another way.
        not null when path.StartsWith(Gluster, StringComparison.Ordinal) && path.IndexOf('/', Gluster.Length) is > 0 and var slash => $"gluster:{path[(slash + 1)..]}",
        // ip-192.0.2.1:3260-iscsi-iqn.2026-01.org.example:disks-lun-1
        not null when path.StartsWith("ip-", StringComparison.Ordinal) && path.IndexOf(Target, StringComparison.Ordinal) is > 0 and var target && path.LastIndexOf(Unit, StringComparison.Ordinal) is var unit && unit > target =>
            $"iscsi:{path[(target + Target.Length)..unit]}/{path[(unit + Unit.Length)..]}",
        _ => path,
    };

    /// <summary>Of a disk.</summary>
    public static string? OfDisk(DiskXml disk) => disk.Source.File ?? disk.Source.Device ?? (disk.Source.Name is not { } name ? null : disk.Source.Protocol switch
    {
        "rbd" => name,
        { } protocol => $"{protocol}:{name}",
        null => null,
    });
}

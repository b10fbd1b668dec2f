using System.Globalization;
using System.Text.RegularExpressions;
using Libvirt.Xml;
using WebConsole.Components.Shared;

namespace WebConsole.Features.Storage;

/// <summary>Texts for storage pools; they are also localizer keys.</summary>
internal static partial class PoolWords
{
    public static string Kind(StoragePoolXml? pool) => pool?.Type switch
    {
        null => "unknown",
        "dir" => "directory",
        "fs" => "file system",
        "netfs" => pool.SourceFormat switch { "cifs" => "CIFS share", "glusterfs" => "Gluster share", _ => "NFS share" },
        "logical" => "LVM group",
        "disk" => "disk",
        "iscsi" or "iscsi-direct" => "iSCSI target",
        "scsi" => "SCSI adapter",
        "mpath" => "multipath",
        "rbd" => "Ceph RBD",
        "zfs" => "ZFS pool",
        "gluster" => "Gluster volume",
        var other => other,
    };

    /// <summary>The source of its space: a path, an export, a device.</summary>
    public static string? Source(StoragePoolXml? pool)
    {
        if (pool is null)
            return null;
        var what = pool.Type == "gluster" ? $"/{pool.SourceName}{pool.SourceDirectory}".TrimEnd('/')
            : pool.SourceDirectory ?? Joined(", ", pool.SourceDevices) ?? pool.SourceName ?? pool.SourceAdapter ?? pool.SourceWorldWidePortName;
        return (pool.SourceHosts, what) switch
        {
            ([], _) => what,
            ([{ Name: { } server, Port: null }], ['/', ..]) => ServerAddress.WithPath(server, what),
            _ => Joined(" at ", [what, Joined(" or ", pool.SourceHosts.Select(host => host.Name is { } name ? ServerAddress.WithPort(name, host.Port) : null))]),
        };
    }

    /// <summary>
    /// The options of virsh's <c>vol-create-as</c> after the pool, for a first volume; null if libvirt can't create
    /// volumes in it, or we can't name one.
    /// </summary>
    public static string? FirstVolume(StoragePoolXml? pool) => pool?.Type switch
    {
        "dir" or "fs" or "netfs" or "vstorage" => "first.qcow2 20G --format qcow2",
        "logical" or "rbd" or "zfs" or "sheepdog" => "first 20G",
        "disk" => NextPartition(pool, []) is { } name ? $"{name} 20G" : null,
        // The volumes of a SCSI adapter, a target, multipath or a Gluster volume are created elsewhere.
        _ => null,
    };

    /// <summary>
    /// The name that the kernel will give to the next partition of a pool's disk, sdb1 or nvme0n1p1: libvirt accepts no other. Null
    /// if it can't be told.
    /// </summary>
    public static string? NextPartition(StoragePoolXml pool, IReadOnlyCollection<string> taken)
    {
        if (pool.SourceDevices is not [var device] || WholeDisk().Match(device) is not { Success: true } match)
            return null;
        var disk = match.Groups[1].Value + (char.IsAsciiDigit(device[^1]) ? "p" : "");
        return Enumerable.Range(1, taken.Count + 1).Select(number => disk + number.ToString(CultureInfo.InvariantCulture)).First(name => !taken.Contains(name));
    }

    private static string? Joined(string between, IEnumerable<string?> parts) =>
        string.Join(between, parts.Where(part => !string.IsNullOrEmpty(part))) is { Length: > 0 } text ? text : null;

    [GeneratedRegex(@"\A/dev/([a-z]+[a-z0-9]*)\z")]
    private static partial Regex WholeDisk();
}

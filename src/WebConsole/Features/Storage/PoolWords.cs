using Libvirt.Xml;

namespace WebConsole.Features.Storage;

/// <summary>A storage pool in plain words; the words are also a localizer's keys.</summary>
internal static class PoolWords
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

    /// <summary>Where it gets its space from: a path, an export, a device.</summary>
    public static string? Source(StoragePoolXml? pool)
    {
        if (pool is null)
            return null;
        var host = pool.SourceHosts is [var first, ..] ? first.Name : null;
        var what = pool.SourceDirectory ?? (pool.SourceDevices is [var device, ..] ? device : null) ?? pool.SourceName ?? pool.SourceAdapter;
        return host is null ? what : $"{host}:{what}";
    }

    /// <summary>libvirt's state as a token for <c>data-state</c>.</summary>
    public static string Token(string state) => state switch
    {
        "running" => "active",
        "inactive" => "inactive",
        "degraded" => "degraded",
        "building" => "connecting",
        "inaccessible" => "disconnected",
        _ => "unknown",
    };
}

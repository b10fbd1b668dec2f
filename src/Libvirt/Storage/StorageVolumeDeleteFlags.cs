namespace Libvirt;

/// <summary>
/// How to delete a volume.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virStorageVolDeleteFlags">virStorageVolDeleteFlags</see>.
/// </summary>
[Flags]
public enum StorageVolumeDeleteFlags
{
    /// <summary>Its entry only; the data can be found again.</summary>
    None = 0,

    /// <summary>Overwrite the data with zeros.</summary>
    Zeroed = 1,

    /// <summary>Its snapshots too.</summary>
    WithSnapshots = 2,
}

namespace Libvirt;

/// <summary>
/// How to delete the storage of a pool.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virStoragePoolDeleteFlags">virStoragePoolDeleteFlags</see>.
/// </summary>
[Flags]
public enum StoragePoolDeleteFlags
{
    /// <summary>Its entry only; the data can be found again.</summary>
    None = 0,

    /// <summary>Overwrite the data with zeros.</summary>
    Zeroed = 1,
}

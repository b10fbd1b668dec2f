namespace Libvirt;

/// <summary>
/// How to define a storage pool.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virStoragePoolDefineFlags">virStoragePoolDefineFlags</see>.
/// </summary>
[Flags]
public enum StoragePoolDefineFlags
{
    /// <summary>Without a check against the schema.</summary>
    None = 0,

    /// <summary>Refuse XML that does not follow the schema.</summary>
    Validate = 1,
}

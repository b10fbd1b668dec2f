namespace Libvirt;

/// <summary>
/// How to make a volume.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virStorageVolCreateFlags">virStorageVolCreateFlags</see>.
/// </summary>
[Flags]
public enum StorageVolumeCreateFlags
{
    /// <summary>As its description says.</summary>
    None = 0,

    /// <summary>Write the tables of a qcow2 image at once.</summary>
    PreallocateMetadata = 1,

    /// <summary>Copy without data where the file system can, else fail.</summary>
    Reflink = 2,

    /// <summary>Refuse XML that does not follow the schema. libvirt 9.0 names the flag and then refuses it.</summary>
    Validate = 4,
}

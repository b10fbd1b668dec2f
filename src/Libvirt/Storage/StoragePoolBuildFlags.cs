namespace Libvirt;

/// <summary>
/// How to prepare the storage of a pool.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virStoragePoolBuildFlags">virStoragePoolBuildFlags</see>.
/// </summary>
[Flags]
public enum StoragePoolBuildFlags
{
    /// <summary>From scratch; some kinds overwrite what is there.</summary>
    None = 0,

    /// <summary>Mend what is there.</summary>
    Repair = 1,

    /// <summary>Extend what is there.</summary>
    Resize = 2,

    /// <summary>Refuse where something is there.</summary>
    NoOverwrite = 4,

    /// <summary>Even where something is there, which is lost.</summary>
    Overwrite = 8,
}

namespace Libvirt;

/// <summary>
/// What a storage pool does.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virStoragePoolState">virStoragePoolState</see>.
/// </summary>
public enum StoragePoolState
{
    /// <summary>It does not run.</summary>
    Inactive = 0,

    /// <summary>It is being made.</summary>
    Building = 1,

    /// <summary>It can be used.</summary>
    Running = 2,

    /// <summary>It can be used, with loss of redundancy.</summary>
    Degraded = 3,

    /// <summary>It runs but cannot be reached.</summary>
    Inaccessible = 4,
}

namespace Libvirt;

/// <summary>
/// What happened to a storage pool.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virStoragePoolEventLifecycleType">virStoragePoolEventLifecycleType</see>.
/// </summary>
public enum StoragePoolEventKind
{
    /// <summary>Its content was read anew (an event of its own in libvirt, without a number here).</summary>
    Refreshed = -1,

    /// <summary>It was defined, or its definition changed.</summary>
    Defined = 0,

    /// <summary>Its definition was removed.</summary>
    Undefined = 1,

    /// <summary>It was started.</summary>
    Started = 2,

    /// <summary>It stopped.</summary>
    Stopped = 3,

    /// <summary>Its storage was made.</summary>
    Created = 4,

    /// <summary>Its storage was deleted.</summary>
    Deleted = 5,
}

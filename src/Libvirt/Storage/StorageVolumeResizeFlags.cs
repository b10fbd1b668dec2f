namespace Libvirt;

/// <summary>
/// How to change the size of a volume.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virStorageVolResizeFlags">virStorageVolResizeFlags</see>.
/// </summary>
[Flags]
public enum StorageVolumeResizeFlags
{
    /// <summary>To this size, which must be larger, taking room when it is needed.</summary>
    None = 0,

    /// <summary>Take the room at once.</summary>
    Allocate = 1,

    /// <summary>By this much.</summary>
    Delta = 2,

    /// <summary>Smaller; what was beyond is lost.</summary>
    Shrink = 4,
}

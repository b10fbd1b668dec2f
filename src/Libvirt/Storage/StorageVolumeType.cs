namespace Libvirt;

/// <summary>
/// What a volume is.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virStorageVolType">virStorageVolType</see>.
/// </summary>
public enum StorageVolumeType
{
    /// <summary>A file.</summary>
    File = 0,

    /// <summary>A block device.</summary>
    Block = 1,

    /// <summary>A directory.</summary>
    Directory = 2,

    /// <summary>A network volume.</summary>
    Network = 3,

    /// <summary>A directory over a network.</summary>
    NetworkDirectory = 4,

    /// <summary>A ploop directory.</summary>
    Ploop = 5,
}

namespace Libvirt;

/// <summary>
/// How to start a storage pool.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virStoragePoolCreateFlags">virStoragePoolCreateFlags</see>.
/// </summary>
[Flags]
public enum StoragePoolCreateFlags
{
    /// <summary>As it is.</summary>
    None = 0,

    /// <summary>Prepare its storage first.</summary>
    WithBuild = 1,

    /// <summary>Prepare its storage first, even where something is there, which is lost.</summary>
    WithBuildOverwrite = 2,

    /// <summary>Prepare its storage first; refuse where something is there.</summary>
    WithBuildNoOverwrite = 4,
}

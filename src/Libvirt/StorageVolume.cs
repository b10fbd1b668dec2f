using Libvirt.Native;

namespace Libvirt;

/// <summary>
/// A volume in a storage pool: a disk's image, or an installation medium. Usable from any thread; calls block.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virStorageVolGetInfo">libvirt-storage</see>.
/// </summary>
public sealed partial class StorageVolume : IDisposable
{
    private readonly StorageVolumeHandle _handle;

    internal unsafe StorageVolume(StorageVolumeHandle handle)
    {
        _handle = handle;
        var volume = handle.DangerousGetHandle();
        Name = NativeText.Read(NativeMethods.virStorageVolGetName(volume)) ?? "";
        Key = NativeText.Read(NativeMethods.virStorageVolGetKey(volume)) ?? "";
    }

    /// <summary>Its name, unique in its pool.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virStorageVolGetName">virStorageVolGetName</see>.</summary>
    public string Name { get; }

    /// <summary>Its key, unique on the host.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virStorageVolGetKey">virStorageVolGetKey</see>.</summary>
    public string Key { get; }

    /// <summary>Where the host finds it: a path, or a network location.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virStorageVolGetPath">virStorageVolGetPath</see>.</summary>
    /// <exception cref="LibvirtException">The volume or its pool is gone, or the connection is broken.</exception>
    public string Path => NativeCheck.Text(() => NativeMethods.virStorageVolGetPath(_handle));

    internal StorageVolumeHandle Handle => _handle;

    /// <summary>Kind and sizes.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virStorageVolGetInfo">virStorageVolGetInfo</see>.</summary>
    /// <exception cref="LibvirtException">The volume or its pool is gone, or the connection is broken.</exception>
    public StorageVolumeInfo GetInfo()
    {
        var info = NativeCheck.Out<NativeStorageVolumeInfo>((out value) => NativeMethods.virStorageVolGetInfo(_handle, out value));
        return new StorageVolumeInfo((StorageVolumeType)info.type, info.capacity, info.allocation);
    }

    /// <summary>Its description.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virStorageVolGetXMLDesc">virStorageVolGetXMLDesc</see>.</summary>
    /// <exception cref="LibvirtException">The volume or its pool is gone, or the connection is broken.</exception>
    public string GetXml() => NativeCheck.Text(() => NativeMethods.virStorageVolGetXMLDesc(_handle, 0));

    /// <summary>Releases the object; the volume itself does not change.</summary>
    public void Dispose() => _handle.Dispose();
}

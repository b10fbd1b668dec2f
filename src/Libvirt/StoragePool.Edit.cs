using Libvirt.Native;

namespace Libvirt;

// Making and unmaking: the pool itself, and volumes in it.
public sealed partial class StoragePool
{
    /// <summary>Sets whether it starts with the host.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virStoragePoolSetAutostart">virStoragePoolSetAutostart</see>.</summary>
    /// <param name="autostart">True: it does.</param>
    /// <exception cref="LibvirtException">The pool is gone or not persistent, or the connection is broken.</exception>
    public void SetAutostart(bool autostart) =>
        NativeCheck.NotNegative(() => NativeMethods.virStoragePoolSetAutostart(_handle, autostart ? 1 : 0));

    /// <summary>Prepares its storage: makes the directory, the file system, the volume group.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virStoragePoolBuild">virStoragePoolBuild</see>.</summary>
    /// <param name="flags">What becomes of data that is there.</param>
    /// <exception cref="LibvirtException">It runs, something is in the way, or the kind has nothing to prepare.</exception>
    public void Build(StoragePoolBuildFlags flags = default) => NativeCheck.NotNegative(() => NativeMethods.virStoragePoolBuild(_handle, (uint)flags));

    /// <summary>Deletes its storage: of a directory, only an empty one. The definition stays.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virStoragePoolDelete">virStoragePoolDelete</see>.</summary>
    /// <param name="flags">What becomes of the data.</param>
    /// <exception cref="LibvirtException">It runs, something is left in it, or the kind cannot.</exception>
    public void Delete(StoragePoolDeleteFlags flags = default) => NativeCheck.NotNegative(() => NativeMethods.virStoragePoolDelete(_handle, (uint)flags));

    /// <summary>Forgets its definition; volumes stay.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virStoragePoolUndefine">virStoragePoolUndefine</see>.</summary>
    /// <exception cref="LibvirtException">It runs, is gone, or the connection is broken.</exception>
    public void Undefine() => NativeCheck.NotNegative(() => NativeMethods.virStoragePoolUndefine(_handle));

    /// <summary>The volume with this name.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virStorageVolLookupByName">virStorageVolLookupByName</see>.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="LibvirtException">There is none (<see cref="LibvirtErrorCode.NoStorageVolume"/>), or the pool does not run.</exception>
    public StorageVolume LookupVolume(string name) =>
        new(NativeCheck.Handle(() => NativeMethods.virStorageVolLookupByName(_handle, NativeText.Checked(name))));

    /// <summary>Makes a volume. May take minutes where its room is taken at once.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virStorageVolCreateXML">virStorageVolCreateXML</see>.</summary>
    /// <param name="xml">Its description.</param>
    /// <param name="flags">How.</param>
    /// <exception cref="LibvirtException">One has that name, there is no room, or the pool does not run.</exception>
    public StorageVolume CreateVolume(string xml, StorageVolumeCreateFlags flags = default) =>
        new(NativeCheck.Handle(() => NativeMethods.virStorageVolCreateXML(_handle, NativeText.Checked(xml), (uint)flags)));

    /// <summary>Creates a volume as a copy of another. The call lasts as long as the copy, and reports no progress.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virStorageVolCreateXMLFrom">virStorageVolCreateXMLFrom</see>.</summary>
    /// <param name="xml">The new one's description; another format is converted to.</param>
    /// <param name="original">The one to copy.</param>
    /// <param name="flags">How.</param>
    /// <exception cref="LibvirtException">One has that name, there is no room, or a pool does not run.</exception>
    public StorageVolume CreateVolume(string xml, StorageVolume original, StorageVolumeCreateFlags flags = default)
    {
        ArgumentNullException.ThrowIfNull(original);
        return new(NativeCheck.Handle(() => NativeMethods.virStorageVolCreateXMLFrom(_handle, NativeText.Checked(xml), original.Handle, (uint)flags)));
    }
}

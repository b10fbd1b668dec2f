using Libvirt.Native;

namespace Libvirt;

/// <summary>
/// A place where volumes are kept. Usable from any thread; calls block, and on a pool over a network they can block long.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html">libvirt-storage</see>.
/// </summary>
public sealed partial class StoragePool : IDisposable
{
    private readonly StoragePoolHandle _handle;

    internal StoragePool(StoragePoolHandle handle)
    {
        _handle = handle;
        (Uuid, Name) = ReadIdentity(handle.DangerousGetHandle());
    }

    /// <summary>Its UUID.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virStoragePoolGetUUID">virStoragePoolGetUUID</see>.</summary>
    public Guid Uuid { get; }

    /// <summary>Its name when this object was made.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virStoragePoolGetName">virStoragePoolGetName</see>.</summary>
    public string Name { get; }

    /// <summary>Whether it runs.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virStoragePoolIsActive">virStoragePoolIsActive</see>.</summary>
    /// <exception cref="LibvirtException">The pool is gone, or the connection is broken.</exception>
    public bool IsActive => NativeCheck.Flag(() => NativeMethods.virStoragePoolIsActive(_handle));

    /// <summary>Whether it stays defined when it stops.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virStoragePoolIsPersistent">virStoragePoolIsPersistent</see>.</summary>
    /// <exception cref="LibvirtException">The pool is gone, or the connection is broken.</exception>
    public bool IsPersistent => NativeCheck.Flag(() => NativeMethods.virStoragePoolIsPersistent(_handle));

    /// <summary>Whether it starts with the host.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virStoragePoolGetAutostart">virStoragePoolGetAutostart</see>.</summary>
    /// <exception cref="LibvirtException">The pool is gone, or the connection is broken.</exception>
    public bool Autostart => NativeCheck.Out<int>((out value) => NativeMethods.virStoragePoolGetAutostart(_handle, out value)) != 0;

    /// <summary>State and sizes, as of the last refresh.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virStoragePoolGetInfo">virStoragePoolGetInfo</see>.</summary>
    /// <exception cref="LibvirtException">The pool is gone, or the connection is broken.</exception>
    public StoragePoolInfo GetInfo()
    {
        var info = NativeCheck.Out<NativeStoragePoolInfo>((out value) => NativeMethods.virStoragePoolGetInfo(_handle, out value));
        return new StoragePoolInfo((StoragePoolState)info.state, info.capacity, info.allocation, info.available);
    }

    /// <summary>Its description.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virStoragePoolGetXMLDesc">virStoragePoolGetXMLDesc</see>.</summary>
    /// <param name="inactive">As it will be at the next start, instead of as it is.</param>
    /// <exception cref="LibvirtException">The pool is gone, or the connection is broken.</exception>
    public string GetXml(bool inactive = false) =>
        NativeCheck.Text(() => NativeMethods.virStoragePoolGetXMLDesc(_handle, inactive ? 1u : 0));

    /// <summary>Starts it.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virStoragePoolCreate">virStoragePoolCreate</see>.</summary>
    /// <param name="flags">Whether its storage is prepared first.</param>
    /// <exception cref="LibvirtException">It runs already, or the start failed.</exception>
    public void Start(StoragePoolCreateFlags flags = default) => NativeCheck.NotNegative(() => NativeMethods.virStoragePoolCreate(_handle, (uint)flags));

    /// <summary>Stops it; its volumes stay.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virStoragePoolDestroy">virStoragePoolDestroy</see>.</summary>
    /// <exception cref="LibvirtException">It does not run.</exception>
    public void Stop() => NativeCheck.NotNegative(() => NativeMethods.virStoragePoolDestroy(_handle));

    /// <summary>Reads its content and sizes anew. May take long.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virStoragePoolRefresh">virStoragePoolRefresh</see>.</summary>
    /// <exception cref="LibvirtException">It does not run, or its storage cannot be reached.</exception>
    public void Refresh() => NativeCheck.NotNegative(() => NativeMethods.virStoragePoolRefresh(_handle, 0));

    /// <summary>How many volumes are in it, as of the last refresh; libvirt looks at none of them.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virStoragePoolNumOfVolumes">virStoragePoolNumOfVolumes</see>.</summary>
    /// <exception cref="LibvirtException">It does not run (<see cref="LibvirtErrorCode.OperationInvalid"/>), or is gone.</exception>
    public int CountVolumes() => NativeCheck.NotNegative(() => NativeMethods.virStoragePoolNumOfVolumes(_handle));

    /// <summary>The volumes in it, as of the last refresh.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virStoragePoolListAllVolumes">virStoragePoolListAllVolumes</see>.</summary>
    /// <returns>The volumes, each to be disposed.</returns>
    /// <exception cref="LibvirtException">It does not run (<see cref="LibvirtErrorCode.OperationInvalid"/>), or is gone.</exception>
    public unsafe IReadOnlyList<StorageVolume> ListVolumes() => NativeList.Read<StorageVolumeHandle, StorageVolume>(
        volumes => NativeMethods.virStoragePoolListAllVolumes(_handle, volumes, 0), handle => new StorageVolume(handle));

    /// <summary>Releases the object; the pool itself does not change.</summary>
    public void Dispose() => _handle.Dispose();

    internal static unsafe (Guid Uuid, string Name) ReadIdentity(nint pool)
    {
        var uuid = stackalloc byte[NativeUuid.Length];
        _ = NativeMethods.virStoragePoolGetUUID(pool, uuid);
        return (NativeUuid.Read(uuid), NativeText.Read(NativeMethods.virStoragePoolGetName(pool)) ?? "");
    }
}

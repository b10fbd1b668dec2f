using Libvirt.Native;

namespace Libvirt;

// Its size, its content, its end.
public sealed partial class StorageVolume
{
    // VIR_STORAGE_VOL_DOWNLOAD_SPARSE_STREAM, VIR_STORAGE_VOL_UPLOAD_SPARSE_STREAM
    private const uint Sparse = 1;

    /// <summary>Deletes it.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virStorageVolDelete">virStorageVolDelete</see>.</summary>
    /// <param name="flags">What becomes of the data.</param>
    /// <exception cref="LibvirtException">It is gone, in use by a call of libvirt's, or the pool does not run. libvirt
    /// does not check whether a machine uses it.</exception>
    public void Delete(StorageVolumeDeleteFlags flags = default) => NativeCheck.NotNegative(() => NativeMethods.virStorageVolDelete(_handle, (uint)flags));

    /// <summary>Changes its size. For one that no running machine uses.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virStorageVolResize">virStorageVolResize</see>.</summary>
    /// <param name="capacityBytes">The size, or with a flag the difference, in bytes.</param>
    /// <param name="flags">How.</param>
    /// <exception cref="LibvirtException">It would shrink, there is no room, or the kind cannot.</exception>
    public void Resize(ulong capacityBytes, StorageVolumeResizeFlags flags = default) =>
        NativeCheck.NotNegative(() => NativeMethods.virStorageVolResize(_handle, capacityBytes, (uint)flags));

    /// <summary>Overwrites its data. Takes as long as that does, and tells nothing meanwhile.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virStorageVolWipePattern">virStorageVolWipePattern</see>.</summary>
    /// <param name="algorithm">With what; the host needs the program <c>scrub</c> for all but zeros and trim.</param>
    /// <exception cref="LibvirtException">The kind cannot, or a program is missing.</exception>
    public void Wipe(StorageVolumeWipeAlgorithm algorithm = default) =>
        NativeCheck.NotNegative(() => NativeMethods.virStorageVolWipePattern(_handle, (uint)algorithm, 0));

    /// <summary>Opens a stream that its bytes come from, as they lie on the host.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virStorageVolDownload">virStorageVolDownload</see>.</summary>
    /// <param name="stream">A new stream of the same connection.</param>
    /// <param name="offset">The first byte.</param>
    /// <param name="length">How many; 0: all that follow.</param>
    /// <param name="sparse">Whether holes come as holes (<see cref="LibvirtStream.ReceiveSparseAsync"/>) instead of zeros.</param>
    /// <exception cref="LibvirtException">The kind cannot, or the pool does not run.</exception>
    public void Download(LibvirtStream stream, ulong offset = 0, ulong length = 0, bool sparse = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        NativeCheck.NotNegative(() => NativeMethods.virStorageVolDownload(_handle, stream.Handle, offset, length, sparse ? Sparse : 0));
    }

    /// <summary>Opens a stream whose bytes overwrite its own.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virStorageVolUpload">virStorageVolUpload</see>.</summary>
    /// <param name="stream">A new stream of the same connection. The pool is refreshed when the stream ends.</param>
    /// <param name="offset">Where the first byte goes.</param>
    /// <param name="length">How many at most; 0: no limit.</param>
    /// <param name="sparse">Whether <see cref="LibvirtStream.SendHole"/> may leave holes. libvirt does not overwrite what
    /// lies in them.</param>
    /// <exception cref="LibvirtException">The kind cannot, or the pool does not run.</exception>
    public void Upload(LibvirtStream stream, ulong offset = 0, ulong length = 0, bool sparse = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        NativeCheck.NotNegative(() => NativeMethods.virStorageVolUpload(_handle, stream.Handle, offset, length, sparse ? Sparse : 0));
    }
}

namespace Libvirt.Native;

/// <summary>virStorageVolPtr</summary>
internal sealed class StorageVolumeHandle : LibvirtHandle
{
    protected override int Free(nint reference) => NativeMethods.virStorageVolFree(reference);
}

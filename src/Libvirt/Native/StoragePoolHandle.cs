namespace Libvirt.Native;

/// <summary>virStoragePoolPtr</summary>
internal sealed class StoragePoolHandle : LibvirtHandle
{
    protected override int Free(nint reference) => NativeMethods.virStoragePoolFree(reference);
}

namespace Libvirt.Native;

/// <summary>virNodeDevicePtr</summary>
internal sealed class NodeDeviceHandle : LibvirtHandle
{
    protected override int Free(nint reference) => NativeMethods.virNodeDeviceFree(reference);
}

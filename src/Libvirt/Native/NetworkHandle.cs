namespace Libvirt.Native;

/// <summary>virNetworkPtr</summary>
internal sealed class NetworkHandle : LibvirtHandle
{
    protected override int Free(nint reference) => NativeMethods.virNetworkFree(reference);
}

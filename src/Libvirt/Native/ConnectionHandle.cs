namespace Libvirt.Native;

/// <summary>virConnectPtr</summary>
internal sealed class ConnectionHandle : LibvirtHandle
{
    protected override int Free(nint reference) => NativeMethods.virConnectClose(reference);
}

namespace Libvirt.Native;

/// <summary>virInterfacePtr</summary>
internal sealed class InterfaceHandle : LibvirtHandle
{
    protected override int Free(nint reference) => NativeMethods.virInterfaceFree(reference);
}

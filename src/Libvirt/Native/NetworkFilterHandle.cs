namespace Libvirt.Native;

/// <summary>virNWFilterPtr</summary>
internal sealed class NetworkFilterHandle : LibvirtHandle
{
    protected override int Free(nint reference) => NativeMethods.virNWFilterFree(reference);
}

namespace Libvirt.Native;

/// <summary>virNWFilterBindingPtr</summary>
internal sealed class NetworkFilterBindingHandle : LibvirtHandle
{
    protected override int Free(nint reference) => NativeMethods.virNWFilterBindingFree(reference);
}

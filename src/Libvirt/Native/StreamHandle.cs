namespace Libvirt.Native;

/// <summary>virStreamPtr</summary>
internal sealed class StreamHandle : LibvirtHandle
{
    protected override int Free(nint reference) => NativeMethods.virStreamFree(reference);
}

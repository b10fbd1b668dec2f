namespace Libvirt.Native;

/// <summary>virDomainPtr</summary>
internal sealed class DomainHandle : LibvirtHandle
{
    protected override int Free(nint reference) => NativeMethods.virDomainFree(reference);
}

namespace Libvirt.Native;

/// <summary>virSecretPtr</summary>
internal sealed class SecretHandle : LibvirtHandle
{
    protected override int Free(nint reference) => NativeMethods.virSecretFree(reference);
}

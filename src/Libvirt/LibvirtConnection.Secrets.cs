using Libvirt.Native;

namespace Libvirt;

// The secrets that libvirt keeps for pools and disks.
public sealed partial class LibvirtConnection
{
    /// <summary>All secrets that are not private to their owner.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-secret.html#virConnectListAllSecrets">virConnectListAllSecrets</see>.</summary>
    /// <returns>The secrets, each to be disposed.</returns>
    /// <exception cref="LibvirtException">The driver keeps none, or the connection is broken.</exception>
    public unsafe IReadOnlyList<Secret> ListSecrets() => NativeList.Read<SecretHandle, Secret>(
        secrets => NativeMethods.virConnectListAllSecrets(_handle, secrets, 0), handle => new Secret(handle));

    /// <summary>The secret with this UUID.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-secret.html#virSecretLookupByUUID">virSecretLookupByUUID</see>.</summary>
    /// <param name="uuid">Its UUID.</param>
    /// <exception cref="LibvirtException">There is none (<see cref="LibvirtErrorCode.NoSecret"/>), or the connection is broken.</exception>
    public unsafe Secret LookupSecret(Guid uuid) => new(NativeCheck.Handle(() =>
    {
        var bytes = stackalloc byte[NativeUuid.Length];
        NativeUuid.Write(uuid, bytes);
        return NativeMethods.virSecretLookupByUUID(_handle, bytes);
    }));

    /// <summary>Defines a secret, or changes the description of the one with the same UUID. It has no value yet.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-secret.html#virSecretDefineXML">virSecretDefineXML</see>.</summary>
    /// <param name="xml">The whole description.</param>
    /// <exception cref="LibvirtException">Another one has its usage, the XML is refused, or the connection is broken.</exception>
    public Secret DefineSecret(string xml) =>
        new(NativeCheck.Handle(() => NativeMethods.virSecretDefineXML(_handle, NativeText.Checked(xml), 0)));
}

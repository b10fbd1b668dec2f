using Libvirt.Native;

namespace Libvirt;

/// <summary>
/// A secret that libvirt keeps: a passphrase or a key, by which a pool or a disk signs in or is decrypted. Its value is
/// written and never read. Usable from any thread; calls block.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-secret.html">libvirt-secret</see>.
/// </summary>
public sealed class Secret : IDisposable
{
    private readonly SecretHandle _handle;

    internal Secret(SecretHandle handle)
    {
        _handle = handle;
        Uuid = ReadUuid(handle.DangerousGetHandle());
    }

    /// <summary>Its UUID.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-secret.html#virSecretGetUUID">virSecretGetUUID</see>.</summary>
    public Guid Uuid { get; }

    /// <summary>Its description, without the value.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-secret.html#virSecretGetXMLDesc">virSecretGetXMLDesc</see>.</summary>
    /// <exception cref="LibvirtException">The secret is gone, or the connection is broken.</exception>
    public string GetXml() => NativeCheck.Text(() => NativeMethods.virSecretGetXMLDesc(_handle, 0));

    /// <summary>Sets its value.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-secret.html#virSecretSetValue">virSecretSetValue</see>.</summary>
    /// <param name="value">The bytes, at most 65,536; of a Ceph key those that its Base64 stands for.</param>
    /// <exception cref="LibvirtException">The secret is gone, or the connection is broken.</exception>
    public unsafe void SetValue(ReadOnlySpan<byte> value)
    {
        fixed (byte* bytes = value)
        {
            var first = bytes;
            var length = (nuint)value.Length;
            NativeCheck.NotNegative(() => NativeMethods.virSecretSetValue(_handle, first, length, 0));
        }
    }

    /// <summary>Deletes it with its value.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-secret.html#virSecretUndefine">virSecretUndefine</see>.</summary>
    /// <exception cref="LibvirtException">The secret is gone, or the connection is broken.</exception>
    public void Undefine() => NativeCheck.NotNegative(() => NativeMethods.virSecretUndefine(_handle));

    /// <summary>Releases the object; the secret itself does not change.</summary>
    public void Dispose() => _handle.Dispose();

    private static unsafe Guid ReadUuid(nint secret)
    {
        var uuid = stackalloc byte[NativeUuid.Length];
        _ = NativeMethods.virSecretGetUUID(secret, uuid);
        return NativeUuid.Read(uuid);
    }
}

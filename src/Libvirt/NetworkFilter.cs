using Libvirt.Native;

namespace Libvirt;

/// <summary>
/// A packet filter for network cards. Usable from any thread; calls block.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-nwfilter.html">libvirt-nwfilter</see>.
/// </summary>
public sealed class NetworkFilter : IDisposable
{
    private readonly NetworkFilterHandle _handle;

    internal unsafe NetworkFilter(NetworkFilterHandle handle)
    {
        _handle = handle;
        var uuid = stackalloc byte[NativeUuid.Length];
        _ = NativeMethods.virNWFilterGetUUID(handle.DangerousGetHandle(), uuid);
        (Uuid, Name) = (NativeUuid.Read(uuid), NativeText.Read(NativeMethods.virNWFilterGetName(handle.DangerousGetHandle())) ?? "");
    }

    /// <summary>Its UUID.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-nwfilter.html#virNWFilterGetUUID">virNWFilterGetUUID</see>.</summary>
    public Guid Uuid { get; }

    /// <summary>Its name when this object was made; network cards and other filters refer to it.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-nwfilter.html#virNWFilterGetName">virNWFilterGetName</see>.</summary>
    public string Name { get; }

    /// <summary>Its description.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-nwfilter.html#virNWFilterGetXMLDesc">virNWFilterGetXMLDesc</see>.</summary>
    /// <exception cref="LibvirtException">The filter is gone, or the connection is broken.</exception>
    public string GetXml() => NativeCheck.Text(() => NativeMethods.virNWFilterGetXMLDesc(_handle, 0));

    /// <summary>Deletes it.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-nwfilter.html#virNWFilterUndefine">virNWFilterUndefine</see>.</summary>
    /// <exception cref="LibvirtException">A card of a running machine or another filter uses it, it is gone, or the connection is broken.</exception>
    public void Undefine() => NativeCheck.NotNegative(() => NativeMethods.virNWFilterUndefine(_handle));

    /// <summary>Releases the object; the filter itself does not change.</summary>
    public void Dispose() => _handle.Dispose();
}

using Libvirt.Native;

namespace Libvirt;

// The host's packet filters for network cards.
public sealed partial class LibvirtConnection
{
    /// <summary>All packet filters.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-nwfilter.html#virConnectListAllNWFilters">virConnectListAllNWFilters</see>.</summary>
    /// <returns>The filters, each to be disposed.</returns>
    /// <exception cref="LibvirtException">The driver has no filters, or the connection is broken.</exception>
    public unsafe IReadOnlyList<NetworkFilter> ListNetworkFilters() => NativeList.Read<NetworkFilterHandle, NetworkFilter>(
        filters => NativeMethods.virConnectListAllNWFilters(_handle, filters, 0), handle => new NetworkFilter(handle));

    /// <summary>The packet filter with this UUID.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-nwfilter.html#virNWFilterLookupByUUID">virNWFilterLookupByUUID</see>.</summary>
    /// <param name="uuid">Its UUID.</param>
    /// <exception cref="LibvirtException">There is none (<see cref="LibvirtErrorCode.NoNetworkFilter"/>), or the connection is broken.</exception>
    public unsafe NetworkFilter LookupNetworkFilter(Guid uuid) => new(NativeCheck.Handle(() =>
    {
        var bytes = stackalloc byte[NativeUuid.Length];
        NativeUuid.Write(uuid, bytes);
        return NativeMethods.virNWFilterLookupByUUID(_handle, bytes);
    }));

    /// <summary>Defines a packet filter, or replaces the one with the same UUID; the cards that use it are filtered anew at once.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-nwfilter.html#virNWFilterDefineXMLFlags">virNWFilterDefineXMLFlags</see>.</summary>
    /// <param name="xml">The whole description.</param>
    /// <param name="flags">How to check it.</param>
    /// <exception cref="LibvirtException">The XML is refused, the rules can't be put in force, or the connection is broken.</exception>
    public NetworkFilter DefineNetworkFilter(string xml, NetworkFilterDefineFlags flags = default) =>
        new(NativeCheck.Handle(() => NativeMethods.virNWFilterDefineXMLFlags(_handle, NativeText.Checked(xml), (uint)flags)));

    /// <summary>The cards of running machines that a filter guards.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-nwfilter.html#virConnectListAllNWFilterBindings">virConnectListAllNWFilterBindings</see>.</summary>
    /// <returns>Of each, a <c>filterbinding</c> document.</returns>
    /// <exception cref="LibvirtException">The driver has no filters, or the connection is broken.</exception>
    public unsafe IReadOnlyList<string> ListNetworkFilterBindings()
    {
        return [.. NativeList.Read<NetworkFilterBindingHandle, string?>(bindings => NativeMethods.virConnectListAllNWFilterBindings(_handle, bindings, 0), XmlOf).OfType<string>()];

        static string? XmlOf(NetworkFilterBindingHandle binding)
        {
            using (binding)
                return NativeMethods.virNWFilterBindingGetXMLDesc(binding, 0);
        }
    }
}

using Libvirt.Native;

namespace Libvirt;

// The host's packet filters for network cards.
public sealed partial class LibvirtConnection
{
    /// <summary>The names of all packet filters, which network cards refer to.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-nwfilter.html#virConnectListAllNWFilters">virConnectListAllNWFilters</see>.</summary>
    /// <exception cref="LibvirtException">The host has no filters, or the connection is broken.</exception>
    public unsafe IReadOnlyList<string> ListNetworkFilters() => NativeList.Read<NetworkFilterHandle, string>(
        filters => NativeMethods.virConnectListAllNWFilters(_handle, filters, 0), NameOf);

    private static unsafe string NameOf(NetworkFilterHandle filter)
    {
        using (filter)
            return NativeText.Read(NativeMethods.virNWFilterGetName(filter.DangerousGetHandle())) ?? "";
    }
}

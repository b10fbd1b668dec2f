using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace Libvirt.Native;

/// <summary>libvirt-network.h</summary>
internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial int virConnectListAllNetworks(ConnectionHandle conn, nint** nets, uint flags);

    [LibraryImport(Library)]
    internal static partial NetworkHandle virNetworkLookupByUUID(ConnectionHandle conn, byte* uuid);

    [LibraryImport(Library)]
    internal static partial int virNetworkFree(nint network);

    [LibraryImport(Library)]
    internal static partial int virNetworkGetUUID(nint network, byte* uuid);

    [LibraryImport(Library)]
    internal static partial byte* virNetworkGetName(nint network);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial string? virNetworkGetBridgeName(NetworkHandle network);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial string? virNetworkGetXMLDesc(NetworkHandle network, uint flags);

    [LibraryImport(Library)]
    internal static partial int virNetworkIsActive(NetworkHandle network);

    [LibraryImport(Library)]
    internal static partial int virNetworkIsPersistent(NetworkHandle network);

    [LibraryImport(Library)]
    internal static partial int virNetworkGetAutostart(NetworkHandle network, out int autostart);

    [LibraryImport(Library)]
    internal static partial int virNetworkCreate(NetworkHandle network);

    [LibraryImport(Library)]
    internal static partial int virNetworkDestroy(NetworkHandle network);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial int virNetworkGetDHCPLeases(NetworkHandle network, string? mac, NativeDhcpLease*** leases, uint flags);

    [LibraryImport(Library)]
    internal static partial void virNetworkDHCPLeaseFree(NativeDhcpLease* lease);

    [LibraryImport(Library)]
    internal static partial int virConnectNetworkEventRegisterAny(
        ConnectionHandle conn, nint net, int eventID, void* cb, nint opaque, nint freecb);

    [LibraryImport(Library)]
    internal static partial int virConnectNetworkEventDeregisterAny(ConnectionHandle conn, int callbackID);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial NetworkHandle virNetworkDefineXMLFlags(ConnectionHandle conn, [MarshalUsing(typeof(NativeDocumentMarshaller))] string xml, uint flags);

    [LibraryImport(Library)]
    internal static partial int virNetworkUndefine(NetworkHandle network);

    [LibraryImport(Library)]
    internal static partial int virNetworkSetAutostart(NetworkHandle network, int autostart);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial int virNetworkUpdate(NetworkHandle network, uint command, uint section, int parentIndex, [MarshalUsing(typeof(NativeDocumentMarshaller))] string xml, uint flags);
}

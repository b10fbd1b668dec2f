using System.Runtime.InteropServices;

namespace Libvirt.Native;

/// <summary>libvirt-interface.h: which network interfaces a host has.</summary>
internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial int virConnectListAllInterfaces(ConnectionHandle conn, nint** ifaces, uint flags);

    [LibraryImport(Library)]
    internal static partial int virInterfaceFree(nint iface);

    [LibraryImport(Library)]
    internal static partial int virInterfaceIsActive(InterfaceHandle iface);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial string? virInterfaceGetXMLDesc(InterfaceHandle iface, uint flags);
}

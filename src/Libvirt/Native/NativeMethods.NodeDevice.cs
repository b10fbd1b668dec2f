using System.Runtime.InteropServices;

namespace Libvirt.Native;

/// <summary>libvirt-nodedev.h</summary>
internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial int virConnectListAllNodeDevices(ConnectionHandle conn, nint** devices, uint flags);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial NodeDeviceHandle virNodeDeviceLookupByName(ConnectionHandle conn, string name);

    [LibraryImport(Library)]
    internal static partial int virNodeDeviceFree(nint dev);

    [LibraryImport(Library)]
    internal static partial byte* virNodeDeviceGetName(nint dev);

    [LibraryImport(Library)]
    internal static partial byte* virNodeDeviceGetParent(NodeDeviceHandle dev);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial string? virNodeDeviceGetXMLDesc(NodeDeviceHandle dev, uint flags);

    [LibraryImport(Library)]
    internal static partial int virConnectNodeDeviceEventRegisterAny(
        ConnectionHandle conn, nint dev, int eventID, void* cb, nint opaque, nint freecb);

    [LibraryImport(Library)]
    internal static partial int virConnectNodeDeviceEventDeregisterAny(ConnectionHandle conn, int callbackID);

    [LibraryImport(Library)]
    internal static partial int virNodeDeviceIsActive(NodeDeviceHandle dev);

    [LibraryImport(Library)]
    internal static partial int virNodeDeviceIsPersistent(NodeDeviceHandle dev);

    [LibraryImport(Library)]
    internal static partial int virNodeDeviceGetAutostart(NodeDeviceHandle dev, out int autostart);

    [LibraryImport(Library)]
    internal static partial int virNodeDeviceSetAutostart(NodeDeviceHandle dev, int autostart);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial int virNodeDeviceDetachFlags(NodeDeviceHandle dev, string? driverName, uint flags);

    [LibraryImport(Library)]
    internal static partial int virNodeDeviceReAttach(NodeDeviceHandle dev);

    [LibraryImport(Library)]
    internal static partial int virNodeDeviceReset(NodeDeviceHandle dev);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial NodeDeviceHandle virNodeDeviceCreateXML(ConnectionHandle conn, string xmlDesc, uint flags);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial NodeDeviceHandle virNodeDeviceDefineXML(ConnectionHandle conn, string xmlDesc, uint flags);

    [LibraryImport(Library)]
    internal static partial int virNodeDeviceDestroy(NodeDeviceHandle dev);

    [LibraryImport(Library)]
    internal static partial int virNodeDeviceUndefine(NodeDeviceHandle dev, uint flags);

    [LibraryImport(Library)]
    internal static partial int virNodeDeviceCreate(NodeDeviceHandle dev, uint flags);
}

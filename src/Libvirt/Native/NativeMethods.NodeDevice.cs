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
}

using System.Runtime.InteropServices;

namespace Libvirt.Native;

/// <summary>libvirt-host.h</summary>
internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial int virInitialize();

    [LibraryImport(Library)]
    internal static partial int virGetVersion(out CULong libVer, nint type, nint typeVer);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial ConnectionHandle virConnectOpen(string name);

    [LibraryImport(Library)]
    internal static partial int virConnectClose(nint conn);

    [LibraryImport(Library)]
    internal static partial byte* virConnectGetType(ConnectionHandle conn);

    [LibraryImport(Library)]
    internal static partial int virConnectGetVersion(ConnectionHandle conn, out CULong hvVer);

    [LibraryImport(Library)]
    internal static partial int virConnectGetLibVersion(ConnectionHandle conn, out CULong libVer);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial string? virConnectGetHostname(ConnectionHandle conn);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial string? virConnectGetURI(ConnectionHandle conn);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial string? virConnectGetCapabilities(ConnectionHandle conn);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial string? virConnectGetSysinfo(ConnectionHandle conn, uint flags);

    [LibraryImport(Library)]
    internal static partial int virConnectIsAlive(ConnectionHandle conn);

    [LibraryImport(Library)]
    internal static partial int virConnectIsEncrypted(ConnectionHandle conn);

    [LibraryImport(Library)]
    internal static partial int virConnectIsSecure(ConnectionHandle conn);

    [LibraryImport(Library)]
    internal static partial int virConnectSetKeepAlive(ConnectionHandle conn, int interval, uint count);

    [LibraryImport(Library)]
    internal static partial int virConnectRegisterCloseCallback(
        ConnectionHandle conn, delegate* unmanaged[Cdecl]<nint, int, nint, void> cb, nint opaque, nint freecb);

    [LibraryImport(Library)]
    internal static partial int virConnectUnregisterCloseCallback(
        ConnectionHandle conn, delegate* unmanaged[Cdecl]<nint, int, nint, void> cb);

    [LibraryImport(Library)]
    internal static partial int virNodeGetInfo(ConnectionHandle conn, out NativeNodeInfo info);

    [LibraryImport(Library)]
    internal static partial int virNodeGetCPUStats(ConnectionHandle conn, int cpuNum, NativeNodeStat* stats, ref int nparams, uint flags);

    [LibraryImport(Library)]
    internal static partial int virNodeGetMemoryStats(ConnectionHandle conn, int cellNum, NativeNodeStat* stats, ref int nparams, uint flags);

    [LibraryImport(Library)]
    internal static partial int virNodeGetFreePages(ConnectionHandle conn, uint npages, uint* pages, int startcell, uint cellcount, ulong* counts, uint flags);

    [LibraryImport(Library)]
    internal static partial int virNodeGetSecurityModel(ConnectionHandle conn, out NativeSecurityModel secmodel);
}

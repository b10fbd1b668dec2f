using System.Runtime.InteropServices;

namespace Libvirt.Native;

/// <summary>libvirt-nwfilter.h: which packet filters there are.</summary>
internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial int virConnectListAllNWFilters(ConnectionHandle conn, nint** filters, uint flags);

    [LibraryImport(Library)]
    internal static partial int virNWFilterFree(nint filter);

    [LibraryImport(Library)]
    internal static partial byte* virNWFilterGetName(nint filter);
}

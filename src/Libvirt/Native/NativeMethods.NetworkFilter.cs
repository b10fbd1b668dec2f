using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace Libvirt.Native;

/// <summary>libvirt-nwfilter.h</summary>
internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial int virConnectListAllNWFilters(ConnectionHandle conn, nint** filters, uint flags);

    [LibraryImport(Library)]
    internal static partial NetworkFilterHandle virNWFilterLookupByUUID(ConnectionHandle conn, byte* uuid);

    [LibraryImport(Library)]
    internal static partial int virNWFilterFree(nint filter);

    [LibraryImport(Library)]
    internal static partial int virNWFilterGetUUID(nint filter, byte* uuid);

    [LibraryImport(Library)]
    internal static partial byte* virNWFilterGetName(nint filter);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial string? virNWFilterGetXMLDesc(NetworkFilterHandle filter, uint flags);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial NetworkFilterHandle virNWFilterDefineXMLFlags(ConnectionHandle conn, [MarshalUsing(typeof(NativeDocumentMarshaller))] string xml, uint flags);

    [LibraryImport(Library)]
    internal static partial int virNWFilterUndefine(NetworkFilterHandle filter);

    [LibraryImport(Library)]
    internal static partial int virConnectListAllNWFilterBindings(ConnectionHandle conn, nint** bindings, uint flags);

    [LibraryImport(Library)]
    internal static partial int virNWFilterBindingFree(nint binding);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial string? virNWFilterBindingGetXMLDesc(NetworkFilterBindingHandle binding, uint flags);
}

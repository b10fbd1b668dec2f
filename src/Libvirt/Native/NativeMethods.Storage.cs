using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace Libvirt.Native;

/// <summary>libvirt-storage.h</summary>
internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial int virConnectListAllStoragePools(ConnectionHandle conn, nint** pools, uint flags);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial string? virConnectGetStoragePoolCapabilities(ConnectionHandle conn, uint flags);

    [LibraryImport(Library)]
    internal static partial StoragePoolHandle virStoragePoolLookupByUUID(ConnectionHandle conn, byte* uuid);

    [LibraryImport(Library)]
    internal static partial int virStoragePoolFree(nint pool);

    [LibraryImport(Library)]
    internal static partial int virStoragePoolGetUUID(nint pool, byte* uuid);

    [LibraryImport(Library)]
    internal static partial byte* virStoragePoolGetName(nint pool);

    [LibraryImport(Library)]
    internal static partial int virStoragePoolGetInfo(StoragePoolHandle pool, out NativeStoragePoolInfo info);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial string? virStoragePoolGetXMLDesc(StoragePoolHandle pool, uint flags);

    [LibraryImport(Library)]
    internal static partial int virStoragePoolIsActive(StoragePoolHandle pool);

    [LibraryImport(Library)]
    internal static partial int virStoragePoolIsPersistent(StoragePoolHandle pool);

    [LibraryImport(Library)]
    internal static partial int virStoragePoolGetAutostart(StoragePoolHandle pool, out int autostart);

    [LibraryImport(Library)]
    internal static partial int virStoragePoolCreate(StoragePoolHandle pool, uint flags);

    [LibraryImport(Library)]
    internal static partial int virStoragePoolDestroy(StoragePoolHandle pool);

    [LibraryImport(Library)]
    internal static partial int virStoragePoolRefresh(StoragePoolHandle pool, uint flags);

    [LibraryImport(Library)]
    internal static partial int virStoragePoolNumOfVolumes(StoragePoolHandle pool);

    [LibraryImport(Library)]
    internal static partial int virStoragePoolListAllVolumes(StoragePoolHandle pool, nint** vols, uint flags);

    [LibraryImport(Library)]
    internal static partial int virStorageVolFree(nint vol);

    [LibraryImport(Library)]
    internal static partial byte* virStorageVolGetName(nint vol);

    [LibraryImport(Library)]
    internal static partial byte* virStorageVolGetKey(nint vol);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial string? virStorageVolGetPath(StorageVolumeHandle vol);

    [LibraryImport(Library)]
    internal static partial int virStorageVolGetInfo(StorageVolumeHandle vol, out NativeStorageVolumeInfo info);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial string? virStorageVolGetXMLDesc(StorageVolumeHandle vol, uint flags);

    [LibraryImport(Library)]
    internal static partial int virConnectStoragePoolEventRegisterAny(
        ConnectionHandle conn, nint pool, int eventID, void* cb, nint opaque, nint freecb);

    [LibraryImport(Library)]
    internal static partial int virConnectStoragePoolEventDeregisterAny(ConnectionHandle conn, int callbackID);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial StoragePoolHandle virStoragePoolCreateXML(ConnectionHandle conn, [MarshalUsing(typeof(NativeDocumentMarshaller))] string xmlDesc, uint flags);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial StoragePoolHandle virStoragePoolDefineXML(ConnectionHandle conn, [MarshalUsing(typeof(NativeDocumentMarshaller))] string xml, uint flags);

    [LibraryImport(Library)]
    internal static partial int virStoragePoolBuild(StoragePoolHandle pool, uint flags);

    [LibraryImport(Library)]
    internal static partial int virStoragePoolDelete(StoragePoolHandle pool, uint flags);

    [LibraryImport(Library)]
    internal static partial int virStoragePoolUndefine(StoragePoolHandle pool);

    [LibraryImport(Library)]
    internal static partial int virStoragePoolSetAutostart(StoragePoolHandle pool, int autostart);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial string? virConnectFindStoragePoolSources(ConnectionHandle conn, string type, string? srcSpec, uint flags);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial StorageVolumeHandle virStorageVolLookupByName(StoragePoolHandle pool, string name);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial StorageVolumeHandle virStorageVolCreateXML(StoragePoolHandle pool, [MarshalUsing(typeof(NativeDocumentMarshaller))] string xmlDesc, uint flags);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial StorageVolumeHandle virStorageVolCreateXMLFrom(StoragePoolHandle pool, [MarshalUsing(typeof(NativeDocumentMarshaller))] string xmlDesc, StorageVolumeHandle clonevol, uint flags);

    [LibraryImport(Library)]
    internal static partial int virStorageVolDelete(StorageVolumeHandle vol, uint flags);

    [LibraryImport(Library)]
    internal static partial int virStorageVolResize(StorageVolumeHandle vol, ulong capacity, uint flags);

    [LibraryImport(Library)]
    internal static partial int virStorageVolWipePattern(StorageVolumeHandle vol, uint algorithm, uint flags);

    [LibraryImport(Library)]
    internal static partial int virStorageVolDownload(StorageVolumeHandle vol, StreamHandle stream, ulong offset, ulong length, uint flags);

    [LibraryImport(Library)]
    internal static partial int virStorageVolUpload(StorageVolumeHandle vol, StreamHandle stream, ulong offset, ulong length, uint flags);
}

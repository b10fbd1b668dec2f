using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace Libvirt.Native;

/// <summary>libvirt-domain.h</summary>
internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial int virConnectListAllDomains(ConnectionHandle conn, nint** domains, uint flags);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial string? virConnectGetDomainCapabilities(ConnectionHandle conn, string? emulatorbin, string? arch, string? machine, string? virttype, uint flags);

    [LibraryImport(Library)]
    internal static partial DomainHandle virDomainLookupByUUID(ConnectionHandle conn, byte* uuid);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial DomainHandle virDomainLookupByName(ConnectionHandle conn, string name);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial DomainHandle virDomainDefineXMLFlags(ConnectionHandle conn, [MarshalUsing(typeof(NativeDocumentMarshaller))] string xml, uint flags);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial DomainHandle virDomainCreateXML(ConnectionHandle conn, [MarshalUsing(typeof(NativeDocumentMarshaller))] string xmlDesc, uint flags);

    [LibraryImport(Library)]
    internal static partial int virDomainUndefineFlags(DomainHandle domain, uint flags);

    [LibraryImport(Library)]
    internal static partial int virDomainFree(nint domain);

    [LibraryImport(Library)]
    internal static partial int virDomainGetUUID(nint domain, byte* uuid);

    [LibraryImport(Library)]
    internal static partial byte* virDomainGetName(nint domain);

    [LibraryImport(Library)]
    internal static partial uint virDomainGetID(DomainHandle domain);

    [LibraryImport(Library)]
    internal static partial uint virDomainGetID(nint domain);

    [LibraryImport(Library)]
    internal static partial int virDomainGetInfo(DomainHandle domain, out NativeDomainInfo info);

    [LibraryImport(Library)]
    internal static partial int virDomainGetState(DomainHandle domain, out int state, out int reason, uint flags);

    [LibraryImport(Library)]
    internal static partial int virDomainGetDiskErrors(DomainHandle dom, NativeDomainDiskError* errors, uint maxerrors, uint flags);

    [LibraryImport(Library)]
    internal static partial int virDomainGetJobInfo(DomainHandle domain, out NativeDomainJobInfo info);

    [LibraryImport(Library)]
    internal static partial int virDomainAbortJob(DomainHandle domain);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial int virDomainBlockResize(DomainHandle dom, string disk, ulong size, uint flags);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial int virDomainSetBlockIoTune(DomainHandle dom, string disk, NativeTypedParameter* @params, int nparams, uint flags);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial int virDomainBlockCopy(DomainHandle dom, string disk, [MarshalUsing(typeof(NativeDocumentMarshaller))] string destxml, NativeTypedParameter* @params, int nparams, uint flags);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial int virDomainBlockPull(DomainHandle dom, string disk, CULong bandwidth, uint flags);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial int virDomainBlockRebase(DomainHandle dom, string disk, string @base, CULong bandwidth, uint flags);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial int virDomainBlockCommit(DomainHandle dom, string disk, string @base, string? top, CULong bandwidth, uint flags);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial int virDomainBlockJobAbort(DomainHandle dom, string disk, uint flags);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial int virDomainBlockJobSetSpeed(DomainHandle dom, string disk, CULong bandwidth, uint flags);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial int virDomainGetBlockJobInfo(DomainHandle dom, string disk, out NativeDomainBlockJobInfo info, uint flags);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial int virDomainGetBlockInfo(DomainHandle domain, string disk, out NativeDomainBlockInfo info, uint flags);

    [LibraryImport(Library)]
    internal static partial int virDomainSnapshotNum(DomainHandle domain, uint flags);

    [LibraryImport(Library)]
    internal static partial int virDomainIsActive(DomainHandle domain);

    [LibraryImport(Library)]
    internal static partial int virDomainIsPersistent(DomainHandle domain);

    [LibraryImport(Library)]
    internal static partial int virDomainGetAutostart(DomainHandle domain, out int autostart);

    [LibraryImport(Library)]
    internal static partial int virDomainSetVcpusFlags(DomainHandle domain, uint nvcpus, uint flags);

    [LibraryImport(Library)]
    internal static partial int virDomainSetMemoryFlags(DomainHandle domain, CULong memory, uint flags);

    [LibraryImport(Library)]
    internal static partial int virDomainPinVcpuFlags(DomainHandle domain, uint vcpu, byte* cpumap, int maplen, uint flags);

    [LibraryImport(Library)]
    internal static partial int virDomainPinEmulator(DomainHandle domain, byte* cpumap, int maplen, uint flags);

    [LibraryImport(Library)]
    internal static partial int virDomainPinIOThread(DomainHandle domain, uint iothread_id, byte* cpumap, int maplen, uint flags);

    [LibraryImport(Library)]
    internal static partial int virDomainSetSchedulerParametersFlags(DomainHandle domain, NativeTypedParameter* @params, int nparams, uint flags);

    [LibraryImport(Library)]
    internal static partial int virDomainSetMemoryParameters(DomainHandle domain, NativeTypedParameter* @params, int nparams, uint flags);

    [LibraryImport(Library)]
    internal static partial int virDomainSetNumaParameters(DomainHandle domain, NativeTypedParameter* @params, int nparams, uint flags);

    [LibraryImport(Library)]
    internal static partial int virDomainSetAutostart(DomainHandle domain, int autostart);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial string? virDomainGetXMLDesc(DomainHandle domain, uint flags);

    [LibraryImport(Library)]
    internal static partial int virDomainCreateWithFlags(DomainHandle domain, uint flags);

    [LibraryImport(Library)]
    internal static partial int virDomainShutdownFlags(DomainHandle domain, uint flags);

    [LibraryImport(Library)]
    internal static partial int virDomainReboot(DomainHandle domain, uint flags);

    [LibraryImport(Library)]
    internal static partial int virDomainReset(DomainHandle domain, uint flags);

    [LibraryImport(Library)]
    internal static partial int virDomainDestroyFlags(DomainHandle domain, uint flags);

    [LibraryImport(Library)]
    internal static partial int virDomainSuspend(DomainHandle domain);

    [LibraryImport(Library)]
    internal static partial int virDomainResume(DomainHandle domain);

    [LibraryImport(Library)]
    internal static partial int virDomainPMWakeup(DomainHandle domain, uint flags);

    [LibraryImport(Library)]
    internal static partial int virDomainInjectNMI(DomainHandle domain, uint flags);

    [LibraryImport(Library)]
    internal static partial int virDomainManagedSave(DomainHandle domain, uint flags);

    [LibraryImport(Library)]
    internal static partial int virDomainHasManagedSaveImage(DomainHandle domain, uint flags);

    [LibraryImport(Library)]
    internal static partial int virDomainManagedSaveRemove(DomainHandle domain, uint flags);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial string? virDomainManagedSaveGetXMLDesc(DomainHandle domain, uint flags);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial int virDomainManagedSaveDefineXML(DomainHandle domain, string dxml, uint flags);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial int virDomainRename(DomainHandle dom, string new_name, uint flags);

    [LibraryImport(Library)]
    internal static partial int virConnectGetAllDomainStats(ConnectionHandle conn, uint stats, NativeDomainStatsRecord*** retStats, uint flags);

    [LibraryImport(Library)]
    internal static partial int virDomainListGetStats(nint* doms, uint stats, NativeDomainStatsRecord*** retStats, uint flags);

    [LibraryImport(Library)]
    internal static partial void virDomainStatsRecordListFree(NativeDomainStatsRecord** stats);

    [LibraryImport(Library)]
    internal static partial int virDomainMemoryStats(DomainHandle domain, NativeDomainMemoryStat* stats, uint nrStats, uint flags);

    [LibraryImport(Library)]
    internal static partial int virDomainSetMemoryStatsPeriod(DomainHandle domain, int period, uint flags);

    [LibraryImport(Library)]
    internal static partial int virDomainInterfaceAddresses(DomainHandle domain, NativeDomainInterface*** ifaces, uint source, uint flags);

    [LibraryImport(Library)]
    internal static partial void virDomainInterfaceFree(NativeDomainInterface* iface);

    [LibraryImport(Library)]
    internal static partial int virDomainAgentSetResponseTimeout(DomainHandle domain, int timeout, uint flags);

    [LibraryImport(Library)]
    internal static partial int virDomainGetGuestInfo(DomainHandle domain, uint types, NativeTypedParameter** @params, int* nparams, uint flags);

    [LibraryImport(Library)]
    internal static partial int virDomainGetTime(DomainHandle dom, long* seconds, uint* nseconds, uint flags);

    [LibraryImport(Library)]
    internal static partial int virDomainSetTime(DomainHandle dom, long seconds, uint nseconds, uint flags);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial int virDomainFSTrim(DomainHandle dom, string? mountPoint, ulong minimum, uint flags);

    [LibraryImport(Library)]
    internal static partial int virDomainFSFreeze(DomainHandle dom, byte** mountpoints, uint nmountpoints, uint flags);

    [LibraryImport(Library)]
    internal static partial int virDomainFSThaw(DomainHandle dom, byte** mountpoints, uint nmountpoints, uint flags);

    [LibraryImport(Library)]
    internal static partial int virDomainSetUserPassword(DomainHandle dom, byte* user, byte* password, uint flags);

    [LibraryImport(Library)]
    internal static partial int virDomainAuthorizedSSHKeysGet(DomainHandle domain, byte* user, byte*** keys, uint flags);

    [LibraryImport(Library)]
    internal static partial int virDomainAuthorizedSSHKeysSet(DomainHandle domain, byte* user, byte** keys, uint nkeys, uint flags);

    [LibraryImport(Library)]
    internal static partial int virDomainSendKey(DomainHandle domain, uint codeset, uint holdtime, uint* keycodes, int nkeycodes, uint flags);

    [LibraryImport(Library)]
    internal static partial int virDomainOpenGraphicsFD(DomainHandle domain, uint idx, uint flags);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial int virDomainOpenConsole(DomainHandle domain, string? devName, StreamHandle st, uint flags);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial string? virDomainScreenshot(DomainHandle domain, StreamHandle stream, uint screen, uint flags);

    // The callback's signature differs from event to event, so it travels as a bare pointer.
    [LibraryImport(Library)]
    internal static partial int virConnectDomainEventRegisterAny(
        ConnectionHandle conn, nint domain, int eventID, void* cb, nint opaque, nint freecb);

    [LibraryImport(Library)]
    internal static partial int virConnectDomainEventDeregisterAny(ConnectionHandle conn, int callbackID);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial int virDomainSetMetadata(DomainHandle domain, int type, [MarshalUsing(typeof(NativeDocumentMarshaller))] string? metadata, string? key, string? uri, uint flags);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial string? virDomainGetMetadata(DomainHandle domain, int type, string? uri, uint flags);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial int virDomainAttachDeviceFlags(DomainHandle domain, [MarshalUsing(typeof(NativeDocumentMarshaller))] string xml, uint flags);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial int virDomainDetachDeviceFlags(DomainHandle domain, [MarshalUsing(typeof(NativeDocumentMarshaller))] string xml, uint flags);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial int virDomainDetachDeviceAlias(DomainHandle domain, string alias, uint flags);

    [LibraryImport(Library, StringMarshallingCustomType = typeof(NativeTextMarshaller))]
    internal static partial int virDomainUpdateDeviceFlags(DomainHandle domain, [MarshalUsing(typeof(NativeDocumentMarshaller))] string xml, uint flags);
}

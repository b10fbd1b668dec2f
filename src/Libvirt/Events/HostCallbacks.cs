using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Libvirt;

/// <summary>What libvirt calls on the loop's thread for events of networks, storage pools and node devices.</summary>
internal static unsafe class HostCallbacks
{
    internal static void* NetworkLifecycle => (delegate* unmanaged[Cdecl]<nint, nint, int, int, nint, void>)&OnNetwork;

    internal static void* StoragePoolLifecycle => (delegate* unmanaged[Cdecl]<nint, nint, int, int, nint, void>)&OnStoragePool;

    internal static void* StoragePoolRefresh => (delegate* unmanaged[Cdecl]<nint, nint, nint, void>)&OnStoragePoolRefresh;

    internal static void* NodeDeviceLifecycle => (delegate* unmanaged[Cdecl]<nint, nint, int, int, nint, void>)&OnNodeDevice;

    internal static void* NodeDeviceUpdate => (delegate* unmanaged[Cdecl]<nint, nint, nint, void>)&OnNodeDeviceUpdate;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnNetwork(nint conn, nint net, int happened, int detail, nint opaque) => EventTarget.Deliver(opaque, _ =>
    {
        var (uuid, name) = Network.ReadIdentity(net);
        return new NetworkEvent(uuid, name, (NetworkEventKind)happened);
    });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnStoragePool(nint conn, nint pool, int happened, int detail, nint opaque) =>
        StoragePoolChanged(opaque, pool, (StoragePoolEventKind)happened);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnStoragePoolRefresh(nint conn, nint pool, nint opaque) =>
        StoragePoolChanged(opaque, pool, StoragePoolEventKind.Refreshed);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnNodeDevice(nint conn, nint dev, int happened, int detail, nint opaque) =>
        NodeDeviceChanged(opaque, dev, (NodeDeviceEventKind)happened);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnNodeDeviceUpdate(nint conn, nint dev, nint opaque) =>
        NodeDeviceChanged(opaque, dev, NodeDeviceEventKind.Updated);

    private static void StoragePoolChanged(nint opaque, nint pool, StoragePoolEventKind happened) => EventTarget.Deliver(opaque, _ =>
    {
        var (uuid, name) = StoragePool.ReadIdentity(pool);
        return new StoragePoolEvent(uuid, name, happened);
    });

    private static void NodeDeviceChanged(nint opaque, nint dev, NodeDeviceEventKind happened) =>
        EventTarget.Deliver(opaque, _ => new NodeDeviceEvent(NodeDevice.ReadName(dev), happened));
}

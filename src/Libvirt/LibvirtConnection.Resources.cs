using Libvirt.Native;

namespace Libvirt;

// The host's networks, storage pools and devices.
public sealed partial class LibvirtConnection
{
    /// <summary>All virtual networks.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-network.html#virConnectListAllNetworks">virConnectListAllNetworks</see>.</summary>
    /// <returns>The networks, each to be disposed.</returns>
    /// <exception cref="LibvirtException">The driver has no networks, or the connection is broken.</exception>
    public unsafe IReadOnlyList<Network> ListNetworks() => NativeList.Read<NetworkHandle, Network>(
        networks => NativeMethods.virConnectListAllNetworks(_handle, networks, 0), handle => new Network(handle));

    /// <summary>The network with this UUID.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-network.html#virNetworkLookupByUUID">virNetworkLookupByUUID</see>.</summary>
    /// <param name="uuid">Its UUID.</param>
    /// <exception cref="LibvirtException">There is none (<see cref="LibvirtErrorCode.NoNetwork"/>), or the connection is broken.</exception>
    public unsafe Network LookupNetwork(Guid uuid) => new(NativeCheck.Handle(() =>
    {
        var bytes = stackalloc byte[NativeUuid.Length];
        NativeUuid.Write(uuid, bytes);
        return NativeMethods.virNetworkLookupByUUID(_handle, bytes);
    }));

    /// <summary>All storage pools.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virConnectListAllStoragePools">virConnectListAllStoragePools</see>.</summary>
    /// <returns>The pools, each to be disposed.</returns>
    /// <exception cref="LibvirtException">The driver has no storage, or the connection is broken.</exception>
    public unsafe IReadOnlyList<StoragePool> ListStoragePools() => NativeList.Read<StoragePoolHandle, StoragePool>(
        pools => NativeMethods.virConnectListAllStoragePools(_handle, pools, 0), handle => new StoragePool(handle));

    /// <summary>The storage pool with this UUID.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virStoragePoolLookupByUUID">virStoragePoolLookupByUUID</see>.</summary>
    /// <param name="uuid">Its UUID.</param>
    /// <exception cref="LibvirtException">There is none (<see cref="LibvirtErrorCode.NoStoragePool"/>), or the connection is broken.</exception>
    public unsafe StoragePool LookupStoragePool(Guid uuid) => new(NativeCheck.Handle(() =>
    {
        var bytes = stackalloc byte[NativeUuid.Length];
        NativeUuid.Write(uuid, bytes);
        return NativeMethods.virStoragePoolLookupByUUID(_handle, bytes);
    }));

    /// <summary>All devices of the host.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-nodedev.html#virConnectListAllNodeDevices">virConnectListAllNodeDevices</see>.</summary>
    /// <returns>The devices, each to be disposed.</returns>
    /// <exception cref="LibvirtException">The driver has no devices, or the connection is broken.</exception>
    public unsafe IReadOnlyList<NodeDevice> ListNodeDevices() => NativeList.Read<NodeDeviceHandle, NodeDevice>(
        devices => NativeMethods.virConnectListAllNodeDevices(_handle, devices, 0), handle => new NodeDevice(handle));

    /// <summary>The device of the host with this name.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-nodedev.html#virNodeDeviceLookupByName">virNodeDeviceLookupByName</see>.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="LibvirtException">There is none (<see cref="LibvirtErrorCode.NoNodeDevice"/>), or the connection is broken.</exception>
    public NodeDevice LookupNodeDevice(string name) =>
        new(NativeCheck.Handle(() => NativeMethods.virNodeDeviceLookupByName(_handle, NativeText.Checked(name))));
}

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

    /// <summary>Defines a network, or changes the definition of the one with the same UUID, without starting it; one that runs goes on as it is.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-network.html#virNetworkDefineXMLFlags">virNetworkDefineXMLFlags</see>.</summary>
    /// <param name="xml">The whole description.</param>
    /// <param name="flags">How to check it.</param>
    /// <exception cref="LibvirtException">The XML is refused, or the connection is broken.</exception>
    public Network DefineNetwork(string xml, NetworkDefineFlags flags = default) =>
        new(NativeCheck.Handle(() => NativeMethods.virNetworkDefineXMLFlags(_handle, NativeText.Checked(xml), (uint)flags)));

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

    /// <summary>Defines a storage pool, or changes the definition of the one with the same UUID, without starting it.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virStoragePoolDefineXML">virStoragePoolDefineXML</see>.</summary>
    /// <param name="xml">The whole description. Host paths in it act with the daemon's rights.</param>
    /// <param name="flags">How to check it.</param>
    /// <exception cref="LibvirtException">The XML is refused, or the connection is broken.</exception>
    public StoragePool DefineStoragePool(string xml, StoragePoolDefineFlags flags = default) =>
        new(NativeCheck.Handle(() => NativeMethods.virStoragePoolDefineXML(_handle, NativeText.Checked(xml), (uint)flags)));

    /// <summary>Starts a storage pool that is gone when it stops; its volumes stay.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virStoragePoolCreateXML">virStoragePoolCreateXML</see>.</summary>
    /// <param name="xml">The whole description. Host paths in it act with the daemon's rights.</param>
    /// <param name="flags">How.</param>
    /// <exception cref="LibvirtException">The XML is refused, another pool has its place, or the connection is broken.</exception>
    public StoragePool CreateStoragePool(string xml, StoragePoolCreateFlags flags = default) =>
        new(NativeCheck.Handle(() => NativeMethods.virStoragePoolCreateXML(_handle, NativeText.Checked(xml), (uint)flags)));

    /// <summary>Which kinds of storage pools this libvirt can run.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virConnectGetStoragePoolCapabilities">virConnectGetStoragePoolCapabilities</see>.</summary>
    /// <returns>A <c>storagepoolCapabilities</c> document.</returns>
    /// <exception cref="LibvirtException">The driver has no storage (<see cref="LibvirtErrorCode.NoSupport"/>), or the connection is broken.</exception>
    public string GetStoragePoolCapabilities() => NativeCheck.Text(() => NativeMethods.virConnectGetStoragePoolCapabilities(_handle, 0));

    /// <summary>Looks for what a pool could be made of: exports of a server, volume groups, targets. May take long.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-storage.html#virConnectFindStoragePoolSources">virConnectFindStoragePoolSources</see>.</summary>
    /// <param name="type">The kind of pool, such as <c>netfs</c>.</param>
    /// <param name="source">Where to look, a <c>source</c> element, for kinds that need to know.</param>
    /// <returns>A <c>sources</c> element. What it says comes from the server that was asked: hostile.</returns>
    /// <exception cref="LibvirtException">The kind cannot be looked for, the server does not answer, or a program for it is missing.</exception>
    public string FindStoragePoolSources(string type, string? source = null)
    {
        var where = source is null ? null : NativeText.Checked(source);
        return NativeCheck.Text(() => NativeMethods.virConnectFindStoragePoolSources(_handle, NativeText.Checked(type), where, 0));
    }

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

    /// <summary>Makes a device that is gone when the host restarts: a mediated device, a virtual host bus adapter.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-nodedev.html#virNodeDeviceCreateXML">virNodeDeviceCreateXML</see>.</summary>
    /// <param name="xml">Its description.</param>
    /// <exception cref="LibvirtException">The XML is refused, or the host cannot make it.</exception>
    public NodeDevice CreateNodeDevice(string xml) =>
        new(NativeCheck.Handle(() => NativeMethods.virNodeDeviceCreateXML(_handle, NativeText.Checked(xml), 0)));

    /// <summary>Defines a mediated device without making it.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-nodedev.html#virNodeDeviceDefineXML">virNodeDeviceDefineXML</see>.</summary>
    /// <param name="xml">Its description.</param>
    /// <exception cref="LibvirtException">The XML is refused, or the host has no <c>mdevctl</c>.</exception>
    public NodeDevice DefineNodeDevice(string xml) =>
        new(NativeCheck.Handle(() => NativeMethods.virNodeDeviceDefineXML(_handle, NativeText.Checked(xml), 0)));
}

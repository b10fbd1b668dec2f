using Libvirt;

namespace WebConsole.Hypervisor.Inventory;

/// <summary>Finds the object that an event names. Events say that something changed, not what.</summary>
internal static class EventObjects
{
    /// <summary>The object of <paramref name="host"/> that the event names; <c>null</c> where it is of no kind that the inventory holds.</summary>
    public static ObjectId? Of(LibvirtEvent libvirtEvent, string host) => libvirtEvent switch
    {
        DomainLifecycleEvent domain => new MachineId(host, domain.Uuid),
        DomainChangedEvent domain => new MachineId(host, domain.Uuid),
        NetworkEvent network => ObjectId.Network(host, network.Uuid),
        StoragePoolEvent pool => ObjectId.Pool(host, pool.Uuid),
        NodeDeviceEvent device => new ObjectId(ObjectKind.Device, host, device.Name),
        _ => null,
    };
}

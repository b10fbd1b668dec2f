using Libvirt;

namespace WebConsole.Hypervisor.Inventory;

/// <summary>What an event is about: one object of a host. Events say that something changed, not what.</summary>
internal readonly record struct InventoryKey(InventoryKind Kind, Guid Uuid, string? Name)
{
    /// <summary>All pools of a host.</summary>
    public static readonly InventoryKey AllPools = new(InventoryKind.StoragePool, Guid.Empty, null);

    public static InventoryKey Of(LibvirtEvent libvirtEvent) => libvirtEvent switch
    {
        DomainLifecycleEvent domain => new(InventoryKind.Machine, domain.Uuid, null),
        DomainChangedEvent domain => new(InventoryKind.Machine, domain.Uuid, null),
        NetworkEvent network => new(InventoryKind.Network, network.Uuid, null),
        StoragePoolEvent pool => new(InventoryKind.StoragePool, pool.Uuid, null),
        NodeDeviceEvent device => new(InventoryKind.NodeDevice, default, device.Name),
        _ => default,
    };
}

/// <summary>The kinds of object that the inventory holds.</summary>
internal enum InventoryKind
{
    None,
    Machine,
    Network,
    StoragePool,
    NodeDevice,
}

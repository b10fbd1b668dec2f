using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Provisioning.Disks;

/// <summary>Chooses a pool where nobody has named one.</summary>
internal static class PoolChoice
{
    /// <summary>The pool <c>default</c>, or the one with most space left, of those that are active.</summary>
    /// <param name="inventory">What there is.</param>
    /// <param name="host">The host.</param>
    /// <param name="takes">Whether a pool takes what is to be made.</param>
    public static StoragePool? Of(InventorySnapshot inventory, string host, Func<StoragePool, bool> takes) =>
        inventory.StoragePools.Values.Where(pool => pool.Host == host && pool is { State: "running", Silent: false } && takes(pool))
            .OrderBy(pool => pool.Name != "default").ThenByDescending(pool => pool.AvailableBytes).FirstOrDefault();
}

using System.Numerics;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Storage.Volumes;

/// <summary>Chooses a pool where nobody has named one.</summary>
internal static class PoolChoice
{
    /// <summary>
    /// The pool <c>default</c>, or one with much space left, of those that are active. Of pools with about as much, the first by name: with
    /// the very most, the choice would change under somebody's hands, for instance between two folders of one file system.
    /// </summary>
    /// <param name="inventory">What there is.</param>
    /// <param name="host">The host.</param>
    /// <param name="takes">Whether a pool takes what is to be made.</param>
    public static StoragePool? Of(InventorySnapshot inventory, string host, Func<StoragePool, bool> takes) =>
        inventory.StoragePools.Values.Where(pool => pool.Host == host && pool is { State: "running", Silent: false } && takes(pool))
            .OrderBy(pool => pool.Name != "default").ThenByDescending(pool => BitOperations.Log2((ulong)Math.Max(0, pool.AvailableBytes))).ThenBy(pool => pool.Name, StringComparer.Ordinal).FirstOrDefault();
}

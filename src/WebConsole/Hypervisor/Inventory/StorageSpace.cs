using Libvirt.Xml;
using WebConsole.Hosting.Files;

namespace WebConsole.Hypervisor.Inventory;

/// <summary>The space of several pools in all, in bytes.</summary>
/// <param name="Capacity">What they hold.</param>
/// <param name="Used">What is taken of it.</param>
/// <param name="Available">What is free.</param>
/// <param name="Promised">What their volumes take when all are full, where that is more than there is.</param>
/// <param name="Growth">By how much they may then still grow.</param>
public sealed record StorageSpace(long Capacity, long Used, long Available, long? Promised, long? Growth)
{
    /// <summary>Whether the space does not do once all volumes are full.</summary>
    public bool IsOverCommitted => Growth is not null;

    public static StorageSpace Of(InventorySnapshot inventory, IEnumerable<StoragePool> pools)
    {
        var (sum, seen) = (new StorageSpace(0, 0, 0, 0, 0), new List<(StoragePool Pool, bool IsDirectory)>());
        foreach (var pool in pools.Where(pool => pool.CapacityBytes > 0))
        {
            var isDirectory = StoragePoolXml.TryParse(pool.Xml, out var xml) && xml.Type is "dir" or "fs" or "netfs";
            var volumes = inventory.Volumes.GetValueOrDefault((pool.Host, pool.Uuid));
            sum = sum with { Promised = sum.Promised + volumes?.PromisedBytes, Growth = sum.Growth + volumes?.GrowthBytes };
            if (isDirectory && seen.Exists(other => other.IsDirectory && SharesSpace(inventory, other.Pool, pool)))
                continue;
            seen.Add((pool, isDirectory));
            sum = sum with { Capacity = sum.Capacity + pool.CapacityBytes, Used = sum.Used + pool.AllocationBytes, Available = sum.Available + pool.AvailableBytes };
        }
        // What fits is of no interest, and changes all the time.
        return sum.Growth > sum.Available ? sum : sum with { Promised = null, Growth = null };
    }

    /// <summary>
    /// Whether two directories are of one file system, whose space counts once. libvirt does not say it; for a remote host it is a
    /// guess: two file systems are hardly of one size to the byte and filled to the same percent. They are read at different moments.
    /// </summary>
    private static bool SharesSpace(InventorySnapshot inventory, StoragePool one, StoragePool other) => one.Host == other.Host && one.CapacityBytes == other.CapacityBytes
        && (inventory.Host(one.Host)?.Facts is { IsLocal: true } && FileSystemOf(one) is { } its && FileSystemOf(other) is { } others
            ? its == others
            : Math.Abs(one.AvailableBytes - other.AvailableBytes) <= one.CapacityBytes / 100);

    private static string? FileSystemOf(StoragePool pool) => PoolDirectories.Of(pool) is { } directory ? MountTable.FileSystemOf(directory) : null;
}

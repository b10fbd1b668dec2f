using Libvirt.Xml;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Storage.Volumes;

/// <summary>Pools that are not started: libvirt lists nothing of what lies in them, and it is there all the same.</summary>
internal static class StoppedPools
{
    public static IEnumerable<StoragePool> On(InventorySnapshot inventory, string host) => inventory.StoragePools.Values.Where(pool => pool.Host == host && IsStopped(pool)).OrderBy(pool => pool.Name, StringComparer.Ordinal);

    /// <summary>The pool that lists a file once it is started; <c>null</c> where there is none.</summary>
    public static StoragePool? Holding(InventorySnapshot inventory, string host, string? path) =>
        path is ['/', ..] && Path.GetDirectoryName(path) is { } folder ? On(inventory, host).FirstOrDefault(pool => PoolDirectories.Of(pool) == folder) : null;

    /// <summary>The pool of a disk's own image, be it named by its path or as a volume.</summary>
    public static StoragePool? Of(InventorySnapshot inventory, string host, DiskXml disk) => disk.Source.Pool is { } name
        ? On(inventory, host).FirstOrDefault(pool => pool.Name == name)
        : Holding(inventory, host, disk.Source.File ?? disk.Source.Device);

    /// <summary>What there is to say of it.</summary>
    public static string Said(StoragePool pool) => $"The pool {pool.Name} is not started.";

    private static bool IsStopped(StoragePool pool) => pool is { Silent: false, State: "inactive" };
}

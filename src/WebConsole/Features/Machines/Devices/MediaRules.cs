using Libvirt.Xml;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines.Devices;

/// <summary>What fits into a drive.</summary>
internal static class MediaRules
{
    /// <summary>The largest floppy disk there was, extra density.</summary>
    public const long LargestFloppy = 2880 << 10;

    public static bool Fits(DiskXml drive, StorageVolume volume) => drive.Device is "floppy"
        ? volume is { Format: "raw", IsDevice: false, Encrypted: false, CapacityBytes: > 0 and <= LargestFloppy }
        : volume.IsIso;

    /// <summary>The media on a host that fit into a drive.</summary>
    public static IEnumerable<PoolVolume> For(InventorySnapshot inventory, string host, DiskXml drive) =>
        from pool in inventory.StoragePools.Values
        where pool.Host == host && inventory.Volumes.ContainsKey((host, pool.Uuid))
        from volume in inventory.Volumes[(host, pool.Uuid)].Listed
        where Fits(drive, volume)
        select new PoolVolume(pool, volume);

    /// <summary>What is wrong with a choice; <c>null</c> if nothing is.</summary>
    public static string? Mistake(InventorySnapshot inventory, string host, DiskXml drive, Guid? pool, string? name) =>
        pool is null || string.IsNullOrEmpty(name) || inventory.Find(ObjectId.Volume(host, pool.Value, name)) is not PoolVolume volume ? "A volume of the same host, by the UUID of its pool and its name."
        : Fits(drive, volume.Volume) ? null
        : drive.Device is "floppy" ? "A raw image of at most 2,880 KiB." : "An ISO image.";
}

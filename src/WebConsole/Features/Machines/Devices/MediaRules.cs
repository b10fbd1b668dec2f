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
    public static IEnumerable<PoolVolume> For(InventorySnapshot inventory, Machine machine, DiskXml drive) =>
        from pool in inventory.StoragePools.Values
        where pool.Host == machine.Id.Host && inventory.Volumes.ContainsKey((pool.Host, pool.Uuid))
        from volume in inventory.Volumes[(pool.Host, pool.Uuid)].Listed
        where Fits(drive, volume)
        let found = new PoolVolume(pool, volume)
        where !IsOfAnother(inventory, found, machine)
        select found;

    /// <summary>What is wrong with a choice; <c>null</c> if nothing is.</summary>
    public static string? Mistake(InventorySnapshot inventory, Machine machine, DiskXml drive, Guid? pool, string? name) =>
        pool is null || string.IsNullOrEmpty(name) || inventory.Find(ObjectId.Volume(machine.Id.Host, pool.Value, name)) is not PoolVolume volume ? "A volume of the same host, by the UUID of its pool and its name."
        : IsOfAnother(inventory, volume, machine) ? "It was made for the first boot of another machine, whose passwords are in it."
        : Fits(drive, volume.Volume) ? null
        : drive.Device is "floppy" ? "A raw image of at most 2,880 KiB." : "An ISO image.";

    /// <summary>Whoever operates one machine could read by it the passwords of another.</summary>
    private static bool IsOfAnother(InventorySnapshot inventory, PoolVolume volume, Machine machine) =>
        SeedVolumes.MachineOf(inventory, volume) is { } other && other != machine.Name;
}

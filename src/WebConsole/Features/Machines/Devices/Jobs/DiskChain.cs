using System.Collections.Immutable;
using Libvirt.Xml;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Storage.Volumes;

namespace WebConsole.Features.Machines.Devices.Jobs;

/// <summary>An image of a disk's chain.</summary>
/// <param name="Path">Its path on the host; untrusted.</param>
/// <param name="Format">Its format.</param>
/// <param name="Volume">The volume; <c>null</c> where no pool lists it.</param>
public sealed record DiskImage(string Path, string? Format, PoolVolume? Volume)
{
    /// <summary>The pool that would list it, and is not started.</summary>
    public StoragePool? StoppedPool { get; init; }

    /// <summary>Its file's name.</summary>
    public string Name => Volume?.Name ?? System.IO.Path.GetFileName(Path);
}

/// <summary>The images of a running machine's disk, as libvirt has them open: the one that the guest writes to first, and each resting on the next.</summary>
internal static class DiskChain
{
    /// <returns>Empty where its images are no files or devices of the host.</returns>
    public static ImmutableArray<DiskImage> Of(InventorySnapshot inventory, string host, DiskXml disk)
    {
        if (Paths(inventory, host, disk) is not { } images)
            return [];
        var volumes = VolumesAt(inventory, host, [.. images.Select(image => image.Path)]);
        return [.. images.Select(image => volumes.GetValueOrDefault(image.Path) is { } volume ? new DiskImage(image.Path, image.Format, volume)
            : new DiskImage(image.Path, image.Format, null) { StoppedPool = StoppedPools.Holding(inventory, host, image.Path) })];
    }

    /// <summary>The paths alone, from a definition in force; <c>null</c> where one is no path.</summary>
    public static IReadOnlyList<(string Path, string? Format)>? Paths(InventorySnapshot inventory, string host, DiskXml disk)
    {
        var images = new List<(string, string?)>();
        var (path, format) = (PathOf(inventory, host, disk), disk.DriverType);
        for (var below = disk.BackingStore; ; below = below.BackingStore)
        {
            if (path is not ['/', ..])
                return null;
            images.Add((path, format));
            if (below?.Type is null)
                return images;
            (path, format) = (below.Source.Volume is { } volume && below.Source.Pool is { } pool ? VolumeNames.ImageOf(inventory, host, pool, volume) : below.Source.File ?? below.Source.Device, below.Format);
        }
    }

    /// <summary>The path of a disk's own image, also of one that is named as a volume of a pool.</summary>
    public static string? PathOf(InventorySnapshot inventory, string host, DiskXml disk) => disk.Source is { Pool: { } pool, Volume: { } volume }
        ? VolumeNames.ImageOf(inventory, host, pool, volume)
        : disk.Source.File ?? disk.Source.Device;

    private static Dictionary<string, PoolVolume> VolumesAt(InventorySnapshot inventory, string host, HashSet<string> paths) =>
        (from pool in inventory.StoragePools.Values
         where pool.Host == host && inventory.Volumes.ContainsKey((host, pool.Uuid))
         from volume in inventory.Volumes[(host, pool.Uuid)].Listed
         where volume.Path is { } path && paths.Contains(path)
         group new PoolVolume(pool, volume) by volume.Path!).ToDictionary(same => same.Key, same => same.First());
}

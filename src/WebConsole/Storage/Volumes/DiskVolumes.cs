using Libvirt.Xml;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Storage.Volumes;

/// <summary>The volume that a machine's disk is on.</summary>
internal static class DiskVolumes
{
    /// <returns>null where the disk is empty, or no pool lists what it is on.</returns>
    public static PoolVolume? Of(InventorySnapshot inventory, string host, DiskXml disk)
    {
        var image = ImageName.OfDisk(disk);
        return disk is { Source.Pool: null } && image is null ? null
            : (from pool in inventory.StoragePools.Values
               where pool.Host == host && inventory.Volumes.ContainsKey((host, pool.Uuid)) && (disk.Source.Pool is null || disk.Source.Pool == pool.Name)
               from volume in inventory.Volumes[(host, pool.Uuid)].Listed
               where disk.Source.Pool is null ? volume.Image == image : volume.Name == disk.Source.Volume
               select new PoolVolume(pool, volume)).FirstOrDefault();
    }
}

namespace WebConsole.Hypervisor.Inventory;

/// <summary>
/// All names of volumes. libvirt knows one file by each pool that lists it, and machines name it by its path, so an
/// operation that claims a volume claims all of them.
/// </summary>
internal static class VolumeNames
{
    /// <summary>The volumes that a machine uses: its disks, and the images that they rest on.</summary>
    public static IReadOnlySet<ObjectId> OfMachine(InventorySnapshot inventory, Machine machine)
    {
        var (host, links) = (machine.Id.Host, MachineLinks.Of(machine));
        var found = new HashSet<ObjectId>();
        var images = links.Images.Select(inventory.Files.RealOf).ToHashSet();
        foreach (var (pool, name) in links.Volumes)
        {
            if (inventory.StoragePools.Values.FirstOrDefault(known => known.Host == host && known.Name == pool) is { } known)
                Add(known, name);
        }
        // Each round goes down one image.
        for (var before = -1; before < images.Count;)
        {
            before = images.Count;
            foreach (var volume in At(inventory, host, images))
            {
                found.Add(volume.Id);
                if (volume.Volume.BackingImage is { } below)
                    images.Add(inventory.Files.RealOf(below));
            }
        }
        found.UnionWith(Unlisted(inventory, host, images));
        return found;

        void Add(StoragePool pool, string name)
        {
            found.Add(ObjectId.Volume(host, pool.Uuid, name));
            if (ImageOf(inventory, pool, name) is { } image)
                images.Add(inventory.Files.RealOf(image));
        }
    }

    /// <summary>A volume and its other names.</summary>
    public static IEnumerable<ObjectId> OfVolume(InventorySnapshot inventory, ObjectId volume)
    {
        if (volume.Parent?.Uuid is not { } uuid || !inventory.StoragePools.TryGetValue((volume.Host, uuid), out var pool) || ImageOf(inventory, pool, volume.OwnName) is not { } image)
            return [volume];
        HashSet<string> images = [inventory.Files.RealOf(image)];
        return At(inventory, volume.Host, images).Select(other => other.Id).Concat(Unlisted(inventory, volume.Host, images)).Append(volume).Distinct();
    }

    private static IEnumerable<PoolVolume> At(InventorySnapshot inventory, string host, HashSet<string> images) =>
    [
        .. from pool in inventory.StoragePools.Values
           where pool.Host == host && inventory.Volumes.ContainsKey((host, pool.Uuid))
           from volume in inventory.Volumes[(host, pool.Uuid)].Listed
           where volume.Image is { } image && images.Contains(inventory.Files.RealOf(image))
           select new PoolVolume(pool, volume),
    ];

    /// <summary>Files in the directories of pools: one that is being made is not listed yet.</summary>
    private static IEnumerable<ObjectId> Unlisted(InventorySnapshot inventory, string host, HashSet<string> files) =>
        from pool in inventory.StoragePools.Values
        where pool.Host == host && files.Count > 0
        let directory = PoolDirectories.Of(pool)
        where directory is not null
        let real = inventory.Files.RealOf(directory)
        from file in files
        where Path.GetDirectoryName(file) == real
        select ObjectId.Volume(host, pool.Uuid, Path.GetFileName(file));

    /// <summary>A volume by the names of its pool and its own; of one that is not listed, where it would lie.</summary>
    public static string? ImageOf(InventorySnapshot inventory, string host, string pool, string name) =>
        inventory.StoragePools.Values.FirstOrDefault(known => known.Host == host && known.Name == pool) is { } known ? ImageOf(inventory, known, name) : null;

    private static string? ImageOf(InventorySnapshot inventory, StoragePool pool, string name) =>
        (inventory.Find(ObjectId.Volume(pool.Host, pool.Uuid, name)) as PoolVolume)?.Volume.Image
        ?? (PoolDirectories.Of(pool) is { } directory ? $"{directory}/{name}" : null);
}

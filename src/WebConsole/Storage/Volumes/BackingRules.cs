using Libvirt.Xml;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Storage.Volumes;

/// <summary>
/// Which volumes may lie below a new one. libvirt looks into a file to tell its format, and a guest writes what it likes into
/// a raw disk: such a disk must not be taken for an image that names a file of the host.
/// </summary>
internal static class BackingRules
{
    // No chain of snapshots is as long.
    internal const int LongestChain = 200;

    public static PoolVolume? Find(InventorySnapshot inventory, string host, BackingVolume asked) =>
        asked is { Pool: { } pool, Volume: { } name } ? inventory.Find(ObjectId.Volume(host, pool, name)) as PoolVolume : null;

    /// <summary>The volume with a path; <c>null</c> where no pool lists it.</summary>
    public static PoolVolume? At(InventorySnapshot inventory, string host, string path) =>
        (from pool in inventory.StoragePools.Values
         where pool.Host == host && inventory.Volumes.ContainsKey((host, pool.Uuid))
         from volume in inventory.Volumes[(host, pool.Uuid)].Listed
         where volume.Path == path
         select new PoolVolume(pool, volume)).FirstOrDefault();

    /// <summary>Why there is no volume with a path, as the end of a sentence about it.</summary>
    public static string WhyNoVolume(InventorySnapshot inventory, string host, string path) =>
        PoolOf(inventory, host, path) is { } pool ? $"is missing in the pool {pool.Name}, as of its last refresh"
        : StoppedPools.Holding(inventory, host, path) is { } stopped ? $"lies in the pool {stopped.Name}, which is not started" : "lies in no pool that WebConsole knows";

    /// <summary>The pool that lists the directory of a path, whether or not there is such a file.</summary>
    public static StoragePool? PoolOf(InventorySnapshot inventory, string host, string path) => inventory.StoragePools.Values
        .FirstOrDefault(pool => pool.Host == host && inventory.Volumes.ContainsKey((host, pool.Uuid)) && PoolDirectories.Of(pool) is { Length: > 0 } its && its == Path.GetDirectoryName(path));

    /// <summary>As what QEMU reads a volume below another.</summary>
    public static string FormatOf(BackingVolume asked, PoolVolume below) => VolumeFormats.BelowAnother(asked.Format ?? below.Volume.Format) ?? VolumeFormats.Raw;

    public static string? Mistake(InventorySnapshot inventory, string host, BackingVolume asked)
    {
        if (Find(inventory, host, asked) is not { } below)
            return "A volume of the same host, by the UUID of its pool and its name.";
        if (below.Volume.Path is not ['/', ..])
            return "An image file or a device of the host.";
        if (below.Volume.Encrypted)
            return "It is encrypted: nothing can rest on it yet.";
        if (WhyNoSource(inventory, below) is { } never)
            return never;
        if (VolumeFormats.BelowAnother(asked.Format ?? below.Volume.Format) is not { } format)
            return "Its format can't lie below a qcow2 image.";
        // libvirt's word is a guess, a definition's is what the disk really is.
        if (DisksOn(inventory, below).FirstOrDefault(use => use.Disk.DriverType is { } real && real != format) is ({ } machine, { } disk))
            return $"{machine.Name} uses it as {disk.DriverType}: only that can be its format.";
        return format != VolumeFormats.Raw ? MistakeBelow(inventory, below) : null;
    }

    /// <summary>Why no disk can be made of a volume, be it a copy or one that rests on it.</summary>
    public static string? WhyNoSource(InventorySnapshot inventory, PoolVolume volume) => DiskImages.WhyNone(volume.Volume)
        ?? (SeedVolumes.MachineOf(inventory, volume) is { } machine ? $"It holds the first settings of {machine}, with its secrets." : null);

    /// <summary>Running machines that write to it.</summary>
    public static string? WhyConflicts(InventorySnapshot inventory, string host, BackingVolume asked) =>
        Find(inventory, host, asked) is { } below && DisksOn(inventory, below).FirstOrDefault(use => use.Machine.IsActive && !use.Disk.ReadOnly) is ({ } machine, _)
            ? $"{machine.Name} runs and writes to {below.Name}: what rests on that would be torn. Stop the machine first."
            : null;

    /// <summary>A machine that writes to it when it runs, by its name.</summary>
    /// <param name="inventory">What there is.</param>
    /// <param name="host">The host.</param>
    /// <param name="asked">The volume.</param>
    /// <param name="except">A machine that does not count.</param>
    public static string? WriterOf(InventorySnapshot inventory, string host, BackingVolume asked, MachineId? except = null) =>
        Find(inventory, host, asked) is { } below ? DisksOn(inventory, below).FirstOrDefault(use => !use.Disk.ReadOnly && use.Machine.Id != except).Machine?.Name : null;

    /// <summary>A machine that writes to what a volume says that it rests on. What a guest wrote into its disk may name another machine's.</summary>
    public static string? WriterBelow(InventorySnapshot inventory, PoolVolume volume)
    {
        var below = volume;
        for (var count = 0; count < LongestChain && below.Volume.BackingPath is { } path && At(inventory, volume.Pool.Host, path) is { } next; count++)
        {
            below = next;
            if (DisksOn(inventory, below).FirstOrDefault(use => !use.Disk.ReadOnly).Machine is { } writer)
                return $"It rests on {below.Name}, to which {writer.Name} writes.";
        }
        return null;
    }

    /// <summary>Whether only libvirt's guess says that a volume rests on another: no machine's definition has its format.</summary>
    public static bool IsGuessed(InventorySnapshot inventory, PoolVolume volume) =>
        volume.Volume.BackingPath is not null && !DisksOn(inventory, volume).Any(use => use.Disk.DriverType is not null);

    private static IEnumerable<(Machine Machine, DiskXml Disk)> DisksOn(InventorySnapshot inventory, PoolVolume volume) =>
        from machine in inventory.Machines.Values
        where machine.Id.Host == volume.Pool.Host && MachineLinks.Of(machine) is var links && (links.Volumes.Contains((volume.Pool.Name, volume.Name)) || (volume.Volume.Image is { } image && links.Images.Contains(image)))
        from xml in new[] { machine.Xml, machine.InactiveXml }
        from disk in DomainXml.TryParse(xml, out var domain) ? (IEnumerable<DiskXml>)domain.Disks : []
        where (disk.Source.Pool == volume.Pool.Name && disk.Source.Volume == volume.Name) || disk.SourcePath == volume.Volume.Path
        select (machine, disk);

    /// <summary>What is wrong with the images below one: qemu-img opens all of them, and follows a loop until it has no memory left.</summary>
    private static string? MistakeBelow(InventorySnapshot inventory, PoolVolume volume)
    {
        var seen = new HashSet<string?> { volume.Volume.Path };
        for (var below = volume.Volume.BackingPath; below is not null;)
        {
            if (!seen.Add(below))
                return $"It rests on {below}, which rests on itself.";
            if (seen.Count > LongestChain)
                return $"It rests on more than {LongestChain} images.";
            if (At(inventory, volume.Pool.Host, below) is not { } listed)
                return $"It rests on {below}, which {WhyNoVolume(inventory, volume.Pool.Host, below)}.";
            below = listed.Volume.BackingPath;
        }
        return null;
    }
}

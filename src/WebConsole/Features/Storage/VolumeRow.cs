using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Text;

namespace WebConsole.Features.Storage;

/// <summary>A volume in a pool's table.</summary>
/// <param name="Volume">The volume.</param>
/// <param name="Users">Machines with a disk on it, or on an image above it.</param>
/// <param name="Above">The images that rest on it directly, also those of other pools.</param>
internal sealed record VolumeRow(StorageVolume Volume, ImmutableArray<Machine> Users, ImmutableArray<StorageVolume> Above)
{
    /// <summary>The rows of each list of volumes, so that all circuits that show a large pool share them.</summary>
    private static readonly ConditionalWeakTable<PoolVolumes, Known> Latest = [];

    /// <summary>Whether nothing is known that needs it. An installation medium waits for its next machine.</summary>
    public bool IsUnused => !Volume.IsIso && !Volume.IsFolder && Users.IsEmpty && Above.IsEmpty;

    /// <summary>All of a pool, in the order of their names.</summary>
    public static ImmutableArray<VolumeRow> Of(StoragePool pool, PoolVolumes? volumes, InventorySnapshot inventory)
    {
        if (volumes is null)
            return [];
        if (Latest.TryGetValue(volumes, out var known) && known.Pool == pool.Name && known.Machines == inventory.Machines && known.Volumes == inventory.Volumes)
            return known.Rows;
        var rows = Read(pool, volumes, inventory);
        Latest.AddOrUpdate(volumes, new Known(pool.Name, inventory.Machines, inventory.Volumes, rows));
        return rows;
    }

    /// <summary>Whether each of the words is in its name, its format or the name of a machine that uses it.</summary>
    public bool Fits(IEnumerable<string> words) => words.All(word => Has(Volume.Name, word) || Has(Volume.Format, word) || Users.Any(machine => Has(machine.Name, word)));

    private static ImmutableArray<VolumeRow> Read(StoragePool pool, PoolVolumes volumes, InventorySnapshot inventory)
    {
        var users = inventory.Machines.Values.Where(machine => machine.Id.Host == pool.Host)
            .OrderBy(machine => machine.Name, NaturalOrder.Instance)
            .Select(machine => (Machine: machine, Links: MachineLinks.Of(machine))).ToArray();
        // Uses look-ups, because ten thousand volumes and hundreds of machines are many pairs.
        var byImage = users.SelectMany(user => user.Links.Images.Select(image => (image, user.Machine))).ToLookup(pair => pair.image, pair => pair.Machine);
        var byName = users.SelectMany(user => user.Links.Volumes.Where(volume => volume.Pool == pool.Name).Select(volume => (volume.Name, user.Machine)))
            .ToLookup(pair => pair.Name, pair => pair.Machine);
        var above = inventory.RestingOn(pool.Host, _ => true).ToLookup(image => image.Volume.BackingImage!, image => image.Volume);
        return [.. volumes.Listed.OrderBy(volume => volume.Name, NaturalOrder.Instance).Select(volume =>
            new VolumeRow(volume, [.. byName[volume.Name].Concat(byImage[volume.Image ?? ""]).Distinct()], [.. above[volume.Image ?? ""]]))];
    }

    private static bool Has(string? text, string word) => text?.Contains(word, StringComparison.OrdinalIgnoreCase) is true;

    /// <summary>Rows, and all that they were made of.</summary>
    private sealed record Known(string Pool, ImmutableDictionary<MachineId, Machine> Machines, ImmutableDictionary<(string, Guid), PoolVolumes> Volumes, ImmutableArray<VolumeRow> Rows);
}

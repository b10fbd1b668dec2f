using System.Collections.Immutable;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.OsInfo;

namespace WebConsole.Features.Provisioning.Forms;

/// <summary>All of the inventory that a host's <see cref="VolumeChoices"/> tell of.</summary>
/// <param name="Pools">The pools with their volumes.</param>
/// <param name="Isos">What is known of its ISO images.</param>
/// <param name="Machines">The machines with their definitions.</param>
/// <param name="Systems">What is known of operating systems.</param>
internal sealed record VolumesShown(
    ImmutableArray<(Guid Pool, string Name, PoolVolumes? Volumes)> Pools, ImmutableArray<KeyValuePair<ObjectId, IsoImage>> Isos, ImmutableArray<(string Name, string? Xml, string? Inactive)> Machines, OsDatabase? Systems)
{
    public static VolumesShown Of(InventorySnapshot inventory, string host, OsDatabase? systems) => new(
        [.. inventory.StoragePools.Values.Where(pool => pool.Host == host).OrderBy(pool => pool.Uuid).Select(pool => (pool.Uuid, pool.Name, inventory.Volumes.GetValueOrDefault((host, pool.Uuid))))],
        [.. inventory.IsoImages.Where(iso => iso.Key.Host == host)],
        [.. inventory.Machines.Values.Where(machine => machine.Id.Host == host).OrderBy(machine => machine.Id.Uuid).Select(machine => (machine.Name, machine.Xml, machine.InactiveXml))],
        systems);

    public bool IsSame(VolumesShown other) => Isos.SequenceEqual(other.Isos) && ReferenceEquals(Systems, other.Systems) && Pools.SequenceEqual(other.Pools) && Machines.SequenceEqual(other.Machines);
}

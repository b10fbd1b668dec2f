using System.Collections.Immutable;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Storage.Kinds;
using WebConsole.Storage.Volumes;

namespace WebConsole.Features.Provisioning.Disks;

/// <summary>Plans the disks of a new machine.</summary>
internal static class DiskPlans
{
    /// <summary>The disks in their order; where one can't be planned, the argument that is wrong.</summary>
    /// <param name="inventory">What there is.</param>
    /// <param name="host">The host.</param>
    /// <param name="machine">The machine's name, from which new volumes have theirs.</param>
    /// <param name="asked">The arguments.</param>
    public static ImmutableArray<(DiskPlan? Plan, string? Argument, string? Mistake)> Of(InventorySnapshot inventory, string host, string machine, IReadOnlyList<NewDisk> asked)
    {
        var taken = new HashSet<ObjectId>();
        var plans = ImmutableArray.CreateBuilder<(DiskPlan?, string?, string?)>(asked.Count);
        foreach (var disk in asked)
            plans.Add(Of(inventory, host, machine, disk, taken));
        return plans.MoveToImmutable();
    }

    /// <summary>The pool of a new disk for which nobody has named one.</summary>
    public static StoragePool? UsualPool(InventorySnapshot inventory, string host) => PoolChoice.Of(inventory, host, Takes);

    private static bool Takes(StoragePool pool) => PoolKinds.Of(pool) is { HasPartitions: false } && PoolLimits.OfMaking(pool) is null;

    private static (DiskPlan?, string?, string?) Of(InventorySnapshot inventory, string host, string machine, NewDisk disk, HashSet<ObjectId> taken)
    {
        var pool = disk.Pool is { } uuid ? inventory.StoragePools.GetValueOrDefault((host, uuid)) : UsualPool(inventory, host);
        if (pool is null)
            return (null, "pool", disk.Pool is null ? "The host has no active pool in which libvirt makes volumes." : "The UUID of a pool of the same host.");
        if (pool.State != "running")
            return (null, "pool", $"The pool {pool.Name} is not active: start it first.");
        if (disk.IsThere)
            return inventory.Find(ObjectId.Volume(host, pool.Uuid, disk.Volume!)) is not PoolVolume there ? (null, "volume", $"There is no volume {disk.Volume} in the pool {pool.Name}.")
                : taken.Add(there.Id) ? (new ExistingVolumePlan(inventory, disk, there), null, null)
                : (null, "volume", "It is another disk of this machine already.");
        if (disk is { Backing: not null, Copy: not null })
            return (null, "copy", "A disk rests on a volume, or is a copy of one: not both.");
        var name = disk.Volume ?? NameFor(inventory, pool, machine, disk, taken);
        string[] before = [.. taken.Where(volume => volume.Parent == pool.Id).Select(volume => volume.OwnName)];
        if (!taken.Add(ObjectId.Volume(host, pool.Uuid, name)))
            return (null, "volume", "Another disk of this machine has that name.");
        if (disk.Import is { } import)
            return disk is { Backing: null, Copy: null } && import is { Pool: { } imported, Volume: { } image } && inventory.Find(ObjectId.Volume(host, imported, image)) is PoolVolume original ? (new ImportPlan(inventory, disk, pool, original, name), null, null)
                : (null, "import", disk is { Backing: null, Copy: null } ? "A volume of the same host, by the UUID of its pool and its name." : "A disk is imported, rests on a volume, or is a copy of one: only one of these.");
        if (disk.Copy is not { } copy)
            return (new NewVolumePlan(inventory, disk, pool, name) { Before = before }, null, null);
        return BackingRules.Find(inventory, host, copy) is { } from ? (new CopyPlan(inventory, disk, pool, from, name), null, null)
            : (null, "copy", "A volume of the same host, by the UUID of its pool and its name.");
    }

    private static string NameFor(InventorySnapshot inventory, StoragePool pool, string machine, NewDisk disk, HashSet<ObjectId> taken)
    {
        // A copy has the format of its original.
        var format = disk.Format ?? (disk.Copy is { } copy && BackingRules.Find(inventory, pool.Host, copy) is { } from ? VolumeFormats.BelowAnother(from.Volume.Format) : null) ?? VolumeFormats.Qcow2;
        return new NewVolumeName(inventory, taken).For(pool, machine, format is VolumeFormats.Raw ? ".img" : $".{format}");
    }
}

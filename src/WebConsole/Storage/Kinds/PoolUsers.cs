using WebConsole.Hypervisor.Inventory;
using WebConsole.Text;

namespace WebConsole.Storage.Kinds;

/// <summary>The machines that use a pool, and those that need it to start; one that runs keeps the disks that it has open.</summary>
internal static class PoolUsers
{
    /// <summary>Those with a disk in it, in the order of their names.</summary>
    public static IReadOnlyList<Machine> Of(InventorySnapshot inventory, StoragePool pool)
    {
        var path = PoolDirectories.Of(pool);
        return [.. inventory.Machines.Values.Where(machine => machine.Id.Host == pool.Host && MachineLinks.Of(machine).Uses(pool, path)).OrderBy(machine => machine.Name, NaturalOrder.Instance)];
    }

    /// <summary>Those whose definitions name the pool: libvirt starts none of them without it.</summary>
    public static string? ByName(InventorySnapshot inventory, StoragePool pool) => Names(inventory, pool, links => links.Pools.Contains(pool.Name));

    /// <summary>These, and those that name by its path what is only there while the pool runs.</summary>
    public static string? All(InventorySnapshot inventory, StoragePool pool)
    {
        // What lies in other pools stays where it is.
        var images = PoolKinds.Of(pool) is { Type: "fs" or "netfs" or "logical" or "iscsi" }
            ? inventory.Volumes.GetValueOrDefault((pool.Host, pool.Uuid))?.Listed.Select(volume => volume.Image).OfType<string>().ToHashSet() ?? []
            : [];
        return Names(inventory, pool, links => links.Pools.Contains(pool.Name) || links.Images.Any(images.Contains));
    }

    private static string? Names(InventorySnapshot inventory, StoragePool pool, Func<MachineLinks, bool> needs) =>
        string.Join(", ", inventory.Machines.Values.Where(machine => machine.Id.Host == pool.Host && needs(MachineLinks.Of(machine))).Select(machine => machine.Name).Order(NaturalOrder.Instance)) is { Length: > 0 } names ? names : null;
}

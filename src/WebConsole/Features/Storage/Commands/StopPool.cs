using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Storage.Kinds;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Storage.Commands;

/// <summary>Makes a pool's volumes unavailable until it starts again.</summary>
public sealed record StopPool : PoolCall
{
    public static ObjectAction<StoragePool> AsAction { get; } = new PlainAction<StoragePool>("stop")
    {
        Doing = "stopped",
        Label = "Stop",
        Effect = "Takes its volumes away until it starts again; nothing is deleted.",
        Icon = Icons.Material.Outlined.Stop,
        Needs = Right.Configure,
        Confirm = "Its volumes are away until it starts again. Machines that run keep the disks that they have open; nothing is deleted.",
        Applies = pool => pool.State == "running",
        Place = _ => 3,
        Make = (pool, host) => new StopPool { Pool = pool.Id, Target = pool.Name, Uri = host.Uri },
    };

    protected override ObjectAction Of => AsAction;
    protected override string VirshArguments => "pool-destroy";

    public override string? WhatSuffers(InventorySnapshot inventory) =>
        inventory.Find(Pool) is StoragePool pool && string.Join(' ', Consequences(inventory, pool)) is { Length: > 0 } said ? said : null;

    public override IReadOnlyList<Machine> WhoUses(InventorySnapshot inventory) => inventory.Find(Pool) is StoragePool pool ? PoolUsers.Of(inventory, pool) : [];

    private static IEnumerable<string> Consequences(InventorySnapshot inventory, StoragePool pool)
    {
        if (!pool.Persistent)
            yield return "libvirt then forgets the pool: it is transient.";
        if (PoolUsers.All(inventory, pool) is { } machines)
            yield return $"These machines can't start while it is stopped: {machines}.";
    }

    protected override void Call(Libvirt.StoragePool pool) => pool.Stop();
}

using Libvirt;
using WebConsole.Actions;
using WebConsole.Storage.Kinds;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Storage.Volumes;
using StoragePool = WebConsole.Hypervisor.Inventory.StoragePool;

namespace WebConsole.Features.Storage.Commands;

/// <summary>A command on one pool.</summary>
public abstract record PoolCommand : ActionOperation
{
    public required ObjectId Pool { get; init; }

    /// <summary>libvirt's URI of the pool's host, for <see cref="Operation.VirshLine"/>.</summary>
    public required string Uri { get; init; }

    public sealed override ObjectId Subject => Pool;
    public sealed override Lane Lane => Lane.Storage;

    protected Guid Uuid => Pool.Uuid!.Value;

    public sealed override string? WhyNot(InventorySnapshot inventory) => base.WhyNot(inventory)
        ?? (inventory.Find(Pool) is null ? $"There is no pool {Pool.Key} on {Host} (any more)." : null);

    public override string? AdviceFor(LibvirtException error, InventorySnapshot inventory) =>
        VolumeCalls.IsNameTaken(error) ? VolumeCalls.AnotherName
        : inventory.Find(Pool) is StoragePool pool ? PoolAdvice.For(error.Message, PoolKinds.Of(pool)) : null;
}

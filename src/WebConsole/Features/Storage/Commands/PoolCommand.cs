using System.Collections.Immutable;
using WebConsole.Actions;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Storage.Commands;

/// <summary>One call of libvirt on one pool.</summary>
public abstract record PoolCommand : ActionOperation
{
    public required ObjectId Pool { get; init; }

    /// <summary>libvirt's URI of the pool's host, for <see cref="VirshLine"/>.</summary>
    public required string Uri { get; init; }

    public sealed override ObjectId Subject => Pool;
    public sealed override Lane Lane => Lane.Storage;
    public override string VirshLine => VirshCommand.For(Uri, VirshArguments, Uuid, Target);

    /// <summary>
    /// After a refresh the volumes must be read again without an event; after other commands this is one reading too
    /// many.
    /// </summary>
    public override ImmutableArray<ObjectId> Silent => [Pool];

    protected Guid Uuid => Pool.Uuid!.Value;

    /// <summary>virsh's command and options, without the pool.</summary>
    protected abstract string VirshArguments { get; }

    public sealed override string? WhyNot(InventorySnapshot inventory) => base.WhyNot(inventory)
        ?? (inventory.Find(Pool) is null ? $"There is no pool {Pool.Key} on {Host} (any more)." : null);

    public override Task ExecuteAsync(OperationContext context) => context.RunAsync(Pool, Lane, connection =>
    {
        using var pool = connection.LookupStoragePool(Uuid);
        Call(pool);
        return true;
    }, doing: Action);

    /// <summary>The libvirt call, on a thread that may block.</summary>
    protected abstract void Call(Libvirt.StoragePool pool);
}

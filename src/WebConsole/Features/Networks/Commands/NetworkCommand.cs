using WebConsole.Actions;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using Network = WebConsole.Hypervisor.Inventory.Network;

namespace WebConsole.Features.Networks.Commands;

/// <summary>A command on one network.</summary>
public abstract record NetworkCommand : ActionOperation
{
    /// <summary>Why libvirt deletes no transient network and starts none with the host.</summary>
    public const string Transient = "It has no lasting definition: libvirt forgets it when it stops.";

    public required ObjectId Network { get; init; }

    /// <summary>libvirt's URI of the network's host, for <see cref="Operations.Operation.VirshLine"/>.</summary>
    public required string Uri { get; init; }

    public sealed override ObjectId Subject => Network;

    protected Guid Uuid => Network.Uuid!.Value;

    public sealed override string? WhyNot(InventorySnapshot inventory) => base.WhyNot(inventory)
        ?? (Find(inventory) is null ? $"There is no network {Network.Key} on {Host} (any more)." : null);

    protected Network? Find(InventorySnapshot inventory) => inventory.Find(Network) as Network;
}

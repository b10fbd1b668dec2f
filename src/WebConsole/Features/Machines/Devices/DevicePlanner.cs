using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines.Devices;

/// <summary>What operations on devices work with.</summary>
public sealed class DevicePlanner(DefinitionEditor editor, InventoryStore inventory, MachineEdges edges)
{
    public DefinitionEditor Editor => editor;

    /// <summary>What happens to machines at a moment.</summary>
    public MachineEdges Edges => edges;

    public InventorySnapshot Inventory => inventory.Current;

    /// <summary>A volume of a host, by the UUID of its pool and its name; <c>null</c> if there is none.</summary>
    public PoolVolume? Volume(string host, Guid? pool, string? name) => pool is { } uuid && name is not null ? Inventory.Find(ObjectId.Volume(host, uuid, name)) as PoolVolume : null;
}

using Libvirt;
using WebConsole.Actions;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Storage.Commands;

/// <summary>A command on one volume.</summary>
public abstract record VolumeCommand : ActionOperation
{
    public required PoolVolume Volume { get; init; }

    /// <summary>libvirt's URI of its host, for <see cref="Operation.VirshLine"/>.</summary>
    public required string Uri { get; init; }

    public sealed override ObjectId Subject => Volume.Id;
    public sealed override Lane Lane => Lane.Storage;

    protected string VolumeWords => $"{VirshCommand.Option("vol", Volume.Volume.Name)} --pool {Volume.Pool.Uuid:D}";

    public override string? WhyNot(InventorySnapshot inventory) => base.WhyNot(inventory)
        ?? (inventory.Find(Subject) is null ? $"There is no volume {Volume.Volume.Name} in the pool {Volume.Pool.Name} (any more)." : null);

    /// <summary>Names of running machines that use it as a disk.</summary>
    protected string[] RunningUsers(InventorySnapshot inventory) =>
    [
        .. inventory.Machines.Values.Where(machine => machine is { IsActive: true } && machine.Id.Host == Host && Uses(MachineLinks.Of(machine))).Select(machine => machine.Name).Order(),
    ];

    private bool Uses(MachineLinks links) => links.Volumes.Contains((Volume.Pool.Name, Volume.Volume.Name)) || (Volume.Volume.Path is { } path && links.Files.Contains(path));

    protected T On<T>(LibvirtConnection connection, Func<Libvirt.StoragePool, Libvirt.StorageVolume, T> call)
    {
        using var pool = connection.LookupStoragePool(Volume.Pool.Uuid);
        using var volume = pool.LookupVolume(Volume.Volume.Name);
        return call(pool, volume);
    }
}

using Libvirt;
using Libvirt.Xml;
using WebConsole.Actions;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Storage.Volumes;

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

    /// <summary>A copy into another pool, or in another format.</summary>
    protected string VirshCopy(Guid into, string name, string? format) =>
        $"vol-create-from --pool {into:D} --file {VirshXml.Typed(StorageVolumeXml.New(name, Volume.Volume.CapacityBytes ?? 0, format ?? VolumeFormats.BelowAnother(Volume.Volume.Format)))} {VirshCommand.Option("vol", Volume.Volume.Name)} --inputpool {Volume.Pool.Uuid:D}";

    public override string? WhyNot(InventorySnapshot inventory) => base.WhyNot(inventory)
        ?? (inventory.Find(Subject) is null ? $"There is no volume {Volume.Volume.Name} in the pool {Volume.Pool.Name} (any more)." : null);

    public override string? AdviceFor(LibvirtException error, InventorySnapshot inventory) => VolumeCalls.IsNameTaken(error) ? VolumeCalls.AnotherName : null;

    protected VolumeUsers Users(InventorySnapshot inventory) => VolumeUsers.Of(inventory, Volume);

    /// <summary>Why it may not be harmed.</summary>
    protected string? WhyKept(InventorySnapshot inventory) => Users(inventory).InWords(Volume.Name) is { } users ? $"{users} What uses a volume has to go first." : inventory.WhyUnknown(Host, Volume.Name);

    protected T On<T>(LibvirtConnection connection, Func<Libvirt.StoragePool, Libvirt.StorageVolume, T> call)
    {
        using var pool = connection.LookupStoragePool(Volume.Pool.Uuid);
        using var volume = pool.LookupVolume(Volume.Volume.Name);
        return call(pool, volume);
    }
}

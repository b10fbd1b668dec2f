using Libvirt;
using Libvirt.Xml;
using WebConsole.Actions;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Storage.Volumes;
using WebConsole.Text;

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

    /// <summary>A copy of an encrypted volume, with the passphrase for the path that it gets.</summary>
    protected IEnumerable<string> VirshEncryptedCopy(Guid into, string name)
    {
        const string Path = "/PATH/OF/THE/COPY";
        var (copy, secret) = ($"{VirshCommand.Option("vol", name)} --pool {into:D}", Guid.NewGuid());
        var kept = VolumeSecret.Definition(secret, Path);
        // The shell fills in one path.
        kept.Description = null;
        var virsh = $"virsh -c {ShellText.Quote(Uri)}";
        return
        [
            $"vol-create --pool {into:D} {VirshXml.Typed(StorageVolumeXml.New(name, 0, VolumeFormats.Raw))}",
            $"secret-define {VirshXml.Typed(kept, Path, $"\"$({virsh} vol-path {copy})\"")}",
            $"secret-set-value {secret:D} --interactive",
            $"--quiet vol-download {VolumeWords} /dev/stdout | {virsh} vol-upload {copy} /dev/stdin",
        ];
    }

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

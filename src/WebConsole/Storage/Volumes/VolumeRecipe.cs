using Libvirt;
using Libvirt.Xml;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Storage.Kinds;
using WebConsole.Text;

namespace WebConsole.Storage.Volumes;

/// <summary>What libvirt is told to make a new volume.</summary>
/// <param name="Pool">Its pool.</param>
/// <param name="Kind">The kind of the pool; null if WebConsole does not know it.</param>
/// <param name="Directory">The pool's directory; null if it has none.</param>
/// <param name="Asked">The arguments.</param>
public sealed record VolumeRecipe(ObjectId Pool, PoolKind? Kind, string? Directory, NewVolume Asked)
{
    /// <summary>Where virsh's line asks libvirt for the path. No name can contain it, since a name has no slash.</summary>
    private const string PathBelow = "/PATH/OF/THE/VOLUME/BELOW";

    public static VolumeRecipe For(Hypervisor.Inventory.StoragePool pool, NewVolume asked) => new(pool.Id, PoolKinds.Of(pool), PoolDirectories.Of(pool), asked);

    public string Name => Asked.Name ?? "";

    public ObjectId Volume => ObjectId.Volume(Pool.Host, Pool.Uuid!.Value, Name);

    public bool Encrypts => Asked.Passphrase is not null;

    /// <summary>The secret with the passphrase.</summary>
    public Guid Secret { get; } = Guid.NewGuid();

    /// <summary>Where libvirt will make it, if the pool has a directory.</summary>
    public string Path => $"{Directory}/{Name}";

    // The data of a qcow2 image is written at once only together with its tables.
    public StorageVolumeCreateFlags Flags => FormatOf(Kind, Asked) is VolumeFormats.Qcow2 && (Asked.Preallocation is "metadata" || Asked.Allocation > 0) ? StorageVolumeCreateFlags.PreallocateMetadata : 0;

    /// <summary>The format of the new volume; null if the pool's volumes have none.</summary>
    public static string? FormatOf(PoolKind? kind, NewVolume asked) => kind is { HasFiles: false } ? null : asked.Format ?? VolumeFormats.Qcow2;

    public static long? CapacityOf(InventorySnapshot inventory, string host, NewVolume asked) =>
        asked.Capacity ?? (asked.Backing is { } below ? BackingRules.Find(inventory, host, below)?.Volume.CapacityBytes : null);

    /// <summary>The space that it takes at once.</summary>
    public static long? AllocationOf(PoolKind? kind, NewVolume asked, long? capacity) => kind is { CanBeThin: false } ? capacity : asked.Allocation ?? 0;

    /// <summary>The commands of virsh, without the word itself.</summary>
    /// <param name="uri">libvirt's URI of the host.</param>
    public IEnumerable<string> VirshCommands(string uri) =>
        [.. Encrypts ? new[] { $"secret-define {VirshXml.Typed(VolumeSecret.Definition(Secret, Path))}", $"secret-set-value {Secret:D} --interactive" } : [], CreationCommand(uri)];

    /// <summary>The definition of a volume that rests on none, or on the one at <paramref name="below"/>.</summary>
    public StorageVolumeXml Definition(string name, long capacity, string? below, string? format)
    {
        var xml = StorageVolumeXml.New(name, capacity, FormatOf(Kind, Asked));
        xml.AllocationBytes = AllocationOf(Kind, Asked, capacity);
        if (xml.Format is VolumeFormats.Qcow2)
        {
            // libvirt's default, 0.10, is that of QEMU before 1.1.
            xml.Compatibility = "1.1";
            xml.ClusterSizeBytes = Asked.ClusterSize;
        }
        (xml.BackingPath, xml.BackingFormat) = (below, format);
        if (Encrypts)
            xml.EncryptionSecret = Secret;
        return xml;
    }

    private string CreationCommand(string uri)
    {
        var hole = Asked.Backing is null ? null : PathBelow;
        var definition = Definition(VirshCommand.OrMissing(Name, "NAME"), Asked.Capacity ?? 0, hole, Asked.Backing?.Format);
        var askForPath = $"\"$(virsh -c {ShellText.Quote(uri)} vol-path {VirshCommand.Option("vol", Asked.Backing?.Volume ?? "")} --pool {Asked.Backing?.Pool:D})\"";
        return $"vol-create --pool {Pool.Uuid:D} {VirshXml.Typed(definition, hole, askForPath)}{(Flags is 0 ? "" : " --prealloc-metadata")}";
    }
}

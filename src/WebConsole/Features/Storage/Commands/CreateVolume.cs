using System.Collections.Immutable;
using Libvirt;
using Libvirt.Xml;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Features.Storage.Forms;
using WebConsole.Features.Storage.Kinds;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Text;
using StoragePool = WebConsole.Hypervisor.Inventory.StoragePool;

namespace WebConsole.Features.Storage.Commands;

/// <summary>Creates a volume. libvirt reports no progress and can't cancel it.</summary>
public sealed record CreateVolume : PoolCommand
{
    /// <summary>The action's name.</summary>
    public const string Word = "new-volume";

    private const int Attempts = 20;

    /// <summary>Where virsh's line asks libvirt for the path. No name can contain it, since a name has no slash.</summary>
    private const string PathBelow = "/PATH/OF/THE/VOLUME/BELOW";

    public static ObjectAction<StoragePool> AsAction { get; } = new FormAction<StoragePool, NewVolume>(Word)
    {
        Verb = "make the volume",
        Doing = "made",
        Label = "New volume",
        Effect = "Makes a disk for a machine in it.",
        Icon = Icons.Material.Outlined.Add,
        Needs = Right.Configure,
        Path = "volumes",
        Drawn = typeof(NewVolumeForm),
        Applies = pool => pool.State == "running" && PoolLimits.OfMaking(pool) is null,
        Accepts = pool => pool.State == "running",
        Place = _ => 0,
        Make = (pool, host, asked) => new CreateVolume { Pool = pool.Id, Target = asked.Name ?? "", Uri = host.Uri, Asked = asked, Kind = PoolKinds.Of(pool), Directory = PoolDirectories.Of(pool) },
    };

    public required NewVolume Asked { get; init; }

    /// <summary>The kind of its pool; null if WebConsole does not know it.</summary>
    public required PoolKind? Kind { get; init; }

    public override ImmutableArray<ObjectId> Claims => [Volume];
    public override ImmutableArray<string> Secrets => Asked.Passphrase is { Length: > 0 } passphrase ? [passphrase] : [];

    public override ImmutableArray<(string Name, string Value)> Parameters =>
    [
        ("name", Target),
        .. new (string, object?)[]
        {
            ("capacity", Asked.Capacity), ("format", Asked.Format), ("allocation", Asked.Allocation), ("preallocation", Asked.Preallocation), ("clusterSize", Asked.ClusterSize),
            ("backing", Asked.Backing is { } below ? $"{below.Pool}/{below.Volume}" : null), ("backingFormat", Asked.Backing?.Format), ("encrypted", Encrypts ? "true" : null),
        }.Where(argument => argument.Item2 is not null).Select(argument => (argument.Item1, FormattableString.Invariant($"{argument.Item2}"))),
    ];

    public override string VirshLine => VirshCommand.OnHost(Uri, [.. Encrypts ? new[] { $"secret-define {VirshXml.Typed(VolumeSecret.Definition(Secret, Path))}", $"secret-set-value {Secret:D} --interactive" } : [], CreationLine]);

    private string CreationLine => $"vol-create --pool {Uuid:D} {VirshXml.Typed(Definition(VirshCommand.OrMissing(Target, "NAME"), Asked.Capacity ?? 0, Asked.Backing is null ? null : PathBelow, Asked.Backing?.Format), Asked.Backing is null ? null : PathBelow, AskForPathBelow)}{(Flags is 0 ? "" : " --prealloc-metadata")}";

    private string AskForPathBelow => $"\"$(virsh -c {ShellText.Quote(Uri)} vol-path {VirshCommand.Option("vol", Asked.Backing?.Volume ?? "")} --pool {Asked.Backing?.Pool:D})\"";

    protected override ObjectAction Of => AsAction;

    private ObjectId Volume => ObjectId.Volume(Host, Uuid, Target);

    private bool Encrypts => Asked.Passphrase is not null;

    /// <summary>The secret with the passphrase.</summary>
    private Guid Secret { get; } = Guid.NewGuid();

    /// <summary>Where libvirt will make it.</summary>
    private string Path => $"{Directory}/{Target}";

    /// <summary>The pool's; null if it has none.</summary>
    public required string? Directory { get; init; }

    // The data of a qcow2 image is written at once only together with its tables.
    private StorageVolumeCreateFlags Flags => FormatOf(Kind, Asked) is VolumeFormats.Qcow2 && (Asked.Preallocation is "metadata" || Asked.Allocation > 0) ? StorageVolumeCreateFlags.PreallocateMetadata : 0;

    /// <summary>Machines may go on starting from what it rests on.</summary>
    public override IEnumerable<ObjectClaim> ClaimsIn(InventorySnapshot inventory) => Asked.Backing is { Pool: { } pool, Volume: { } name }
        ? base.ClaimsIn(inventory).Concat(VolumeNames.OfVolume(inventory, ObjectId.Volume(Host, pool, name)).Select(below => new ObjectClaim(below, IsShared: true)))
        : base.ClaimsIn(inventory);

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory) =>
        inventory.Find(Pool) is not StoragePool pool ? base.Mistakes(inventory)
        // The conflict gives the reason.
        : PoolLimits.OfMaking(pool) is not null ? base.Mistakes(inventory)
        : new NewVolumeRules(inventory, pool, Asked).Mistakes();

    public override string? WhyConflicts(InventorySnapshot inventory) => inventory.Find(Pool) is StoragePool pool && PoolLimits.OfMaking(pool) is { } never ? never
        : Asked.Backing is { } below ? BackingRules.WhyConflicts(inventory, Host, below) : null;

    public override async Task ExecuteAsync(OperationContext context)
    {
        var made = new Creation();
        var below = Asked.Backing is null ? null : await LookBelowAsync(context, Asked.Backing).ConfigureAwait(false);
        if (Encrypts)
            await context.StepAsync("Give libvirt the passphrase", () => context.RunAsync(Volume, Lane, connection => VolumeSecret.Keep(connection, Secret, Path, Asked.Passphrase!), Action),
                leaves: $"libvirt's secret of the volume {Target}", undo: () => context.RunAsync(Volume, Lane, connection => VolumeSecret.Forget(connection, Secret, Path), Action)).ConfigureAwait(false);
        await context.StepAsync("Make the volume", () => context.RunAsync(Volume, Lane, connection =>
        {
            using var pool = connection.LookupStoragePool(Uuid);
            made.Make(() => CreateIn(pool, Definition(connection, below).ToXml()));
            return true;
        }, Action, isLong: true), leaves: $"the volume {Target}", undo: () => made.UndoAsync(() => context.RunAsync(Volume, Lane, connection => connection.DeleteVolume(Uuid, Target), Action))).ConfigureAwait(false);
        context.Made(Volume, Target);
    }

    /// <summary>
    /// How often the passphrase is hashed, QEMU finds out by measuring how fast it can; on a busy host that fails now and then.
    /// </summary>
    private void CreateIn(Libvirt.StoragePool pool, string xml)
    {
        for (var left = Encrypts ? Attempts : 1; ; left--)
        {
            try
            {
                pool.CreateVolume(xml, Flags).Dispose();
                return;
            }
            catch (LibvirtException error) when (left > 1 && error.Message.Contains("Unable to get accurate CPU usage", StringComparison.Ordinal))
            {
                // Nothing was made.
            }
        }
    }

    /// <summary>The format of the new volume; null if the pool's volumes have none.</summary>
    internal static string? FormatOf(PoolKind? kind, NewVolume asked) => kind is { HasFiles: false } ? null : asked.Format ?? VolumeFormats.Qcow2;

    internal static long? CapacityOf(InventorySnapshot inventory, string host, NewVolume asked) =>
        asked.Capacity ?? (asked.Backing is { } below ? BackingRules.Find(inventory, host, below)?.Volume.CapacityBytes : null);

    /// <summary>The space that it takes at once.</summary>
    internal static long? AllocationOf(PoolKind? kind, NewVolume asked, long? capacity) => kind is { CanBeThin: false } ? capacity : asked.Allocation ?? 0;

    private StorageVolumeXml Definition(string name, long capacity, string? below, string? format)
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

    /// <summary>QEMU opens what the new volume rests on, and all that that names.</summary>
    private async Task<PoolVolume> LookBelowAsync(OperationContext context, BackingVolume asked)
    {
        await LookForUsersAsync(context).ConfigureAwait(false);
        var below = BackingRules.Find(context.Inventory, Host, asked) ?? throw new OperationFailedException($"The volume {asked.Volume} is gone.", "Choose another.");
        await OpenedImages.RefuseOtherFilesAsync(context, below, BackingRules.FormatOf(asked, below), Action).ConfigureAwait(false);
        return below;
    }

    private StorageVolumeXml Definition(LibvirtConnection connection, PoolVolume? below) => below is null ? Definition(Target, Asked.Capacity ?? 0, null, null)
        : connection.OnVolume(below.Pool.Uuid, below.Name, volume =>
        {
            var xml = volume.Unchanged(below);
            return Definition(Target, Asked.Capacity ?? xml.CapacityBytes ?? 0, volume.Path, BackingRules.FormatOf(Asked.Backing!, below));
        });
}

using System.Collections.Immutable;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Features.Storage.Forms;
using WebConsole.Storage.Kinds;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Storage.Volumes;
using StoragePool = WebConsole.Hypervisor.Inventory.StoragePool;

namespace WebConsole.Features.Storage.Commands;

/// <summary>Creates a volume.</summary>
public sealed record CreateVolume : PoolCommand
{
    /// <summary>The action's name.</summary>
    public const string Word = "new-volume";

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
        Make = (pool, host, asked) => new CreateVolume { Pool = pool.Id, Target = asked.Name ?? "", Uri = host.Uri, Recipe = VolumeRecipe.For(pool, asked) },
    };

    public required VolumeRecipe Recipe { get; init; }

    public override ImmutableArray<ObjectId> Claims => [Recipe.Volume];
    public override ImmutableArray<string> Secrets => Asked.Passphrase is { Length: > 0 } passphrase ? [passphrase] : [];

    public override ImmutableArray<(string Name, string Value)> Parameters =>
    [
        ("name", Target),
        .. new (string, object?)[]
        {
            ("capacity", Asked.Capacity), ("format", Asked.Format), ("allocation", Asked.Allocation), ("preallocation", Asked.Preallocation), ("clusterSize", Asked.ClusterSize),
            ("backing", Asked.Backing is { } below ? $"{below.Pool}/{below.Volume}" : null), ("backingFormat", Asked.Backing?.Format), ("encrypted", Recipe.Encrypts ? "true" : null),
        }.Where(argument => argument.Item2 is not null).Select(argument => (argument.Item1, FormattableString.Invariant($"{argument.Item2}"))),
    ];

    public override string VirshLine => VirshCommand.OnHost(Uri, Recipe.VirshCommands(Uri));

    protected override ObjectAction Of => AsAction;

    private NewVolume Asked => Recipe.Asked;

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
        if (Asked.Backing is not null)
            await LookForUsersAsync(context).ConfigureAwait(false);
        await new VolumeMaker(context, Recipe, Action).RunAsync().ConfigureAwait(false);
        context.Made(Recipe.Volume, Target);
    }
}

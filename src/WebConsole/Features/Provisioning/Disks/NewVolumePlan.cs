using System.Globalization;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Storage.Kinds;
using WebConsole.Storage.Volumes;

namespace WebConsole.Features.Provisioning.Disks;

/// <summary>A disk on a new volume, empty or resting on another one.</summary>
internal sealed class NewVolumePlan : DiskPlan
{
    private readonly InventorySnapshot _inventory;
    private readonly VolumeRecipe _recipe;

    public NewVolumePlan(InventorySnapshot inventory, NewDisk asked, StoragePool pool, string name) : base(asked, pool, name)
    {
        _inventory = inventory;
        // What was not said is written into the lines as it is.
        _recipe = VolumeRecipe.For(pool, asked.Backing is { } backing && BackingRules.Find(inventory, pool.Host, backing) is { } below
            ? new NewVolume(name, asked.Size ?? below.Volume.CapacityBytes, asked.Format, Backing: backing with { Format = BackingRules.FormatOf(backing, below) })
            : new NewVolume(name, asked.Size, asked.Format, Backing: asked.Backing));
    }

    /// <summary>Names of the volumes that the machine's other disks get in the pool before.</summary>
    public IReadOnlyCollection<string> Before { get; init; } = [];

    public override string Format => VolumeRecipe.FormatOf(Kind, _recipe.Asked) ?? VolumeFormats.Raw;

    public override long? Capacity => VolumeRecipe.CapacityOf(_inventory, Pool.Host, _recipe.Asked);

    public override long TakesAtOnce => VolumeRecipe.AllocationOf(Kind, _recipe.Asked, Capacity) ?? 0;

    public override PoolVolume? Source => Asked.Backing is { } below ? BackingRules.Find(_inventory, Pool.Host, below) : null;

    public override IEnumerable<string> Steps => [Step];

    private string Step => $"Make the volume {Name}";

    /// <summary>What is said of a base that a machine writes to.</summary>
    public static string TornBy(string machine) => $"{machine} writes to it whenever it runs, and what rests on it would be torn: take a copy of it.";

    public override IEnumerable<(string Argument, string Mistake)> Mistakes()
    {
        if (PoolLimits.OfMaking(Pool) is { } never)
        {
            yield return ("pool", never);
            yield break;
        }
        foreach (var (field, texts) in new NewVolumeRules(_inventory, Pool, _recipe.Asked) { Before = Before }.Mistakes())
            yield return (field switch { "name" => "volume", "capacity" => "size", var other => other }, string.Join(' ', texts));
        if (Asked.Backing is { } below && BackingRules.WriterOf(_inventory, Pool.Host, below) is { } writer)
            yield return ("backing", TornBy(writer));
    }

    public override string? WhyConflicts(InventorySnapshot inventory) => Asked.Backing is { } below ? BackingRules.WhyConflicts(inventory, Pool.Host, below) : null;

    public override Task MakeAsync(OperationContext context, string doing) => new VolumeMaker(context, _recipe, doing) { Step = Step }.RunAsync();

    public override IEnumerable<string> VirshCommands(string uri) => _recipe.VirshCommands(uri);

    /// <summary>virt-install counts in GiB, and makes files.</summary>
    public override IReadOnlyList<(string Key, string Value)> VirtInstallParts => Kind is not { HasFiles: true } || Capacity is not { } size ? [] :
    [
        ("size", ((double)size / (1L << 30)).ToString("R", CultureInfo.InvariantCulture)),
        ("format", Format),
        .. Source is { Volume.Path: { } path } below ? new[] { ("backing_store", path), ("backing_format", BackingRules.FormatOf(Asked.Backing!, below)) } : [],
    ];
}

using System.Collections.Immutable;
using System.Globalization;
using Libvirt;
using Libvirt.Xml;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Features.Machines.Devices.Forms;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Storage.Kinds;
using WebConsole.Storage.Volumes;
using StoragePool = WebConsole.Hypervisor.Inventory.StoragePool;

namespace WebConsole.Features.Machines.Devices.Jobs;

/// <summary>Copies the disk of a running machine into another pool, and has the machine go on with the copy. The guest notices nothing.</summary>
public sealed record MoveDisk : DiskJobCommand
{
    private static readonly FormAction<MachineDevice, DiskMove> Words = new("move-disk")
    {
        Doing = "moved",
        Verb = "move",
        Label = "Move to another pool",
        Effect = "Copies the disk while the machine runs, which then goes on with the copy.",
        Icon = Icons.Material.Outlined.DriveFileMove,
        Needs = Right.Configure,
        Path = "move",
        Applies = DiskJobRules.Applies,
        Accepts = device => device.Key.Kind is "disk",
        Drawn = typeof(MoveDiskForm),
        Make = MadeWithServices,
    };

    public required DiskMove Asked { get; init; }

    /// <summary>The pool; <c>null</c> if there is none such.</summary>
    public required StoragePool? Into { get; init; }

    public override ImmutableArray<(string Name, string Value)> Parameters =>
    [
        .. new (string Name, string? Value)[]
        {
            ("pool", Asked.Pool?.ToString("D")), ("name", Asked.Name), ("format", Asked.Format), ("deleteOriginal", Asked.DeleteOriginal is true ? "true" : null), ("rate", Asked.Rate?.ToString(CultureInfo.InvariantCulture)),
        }.Where(argument => argument.Value is not null).Select(argument => (argument.Name, argument.Value!)),
    ];

    public override IEnumerable<(Right Right, ObjectId On)> AlsoNeeds =>
        [.. Into is { } pool ? [(Right.Configure, pool.Id)] : Array.Empty<(Right, ObjectId)>(), .. Asked.DeleteOriginal is true && Original(Planner.Inventory) is { } original ? [(Right.Configure, original.Id)] : Array.Empty<(Right, ObjectId)>()];

    public override string VirshLine => string.Join('\n',
    [
        VirshCommand.OnHost(Uri, Recipe(Capacity(Planner.Inventory)).VirshCommands(Uri)),
        DeviceLine.For(Uri, Device.Machine, "blockcopy", $"{VirshCommand.Option("path", Device.Key.Name)} --xml {VirshXml.Typed(Destination)} --reuse-external --transient-job --wait --pivot{VirshRate}"),
        .. Asked.DeleteOriginal is true && Original(Planner.Inventory) is { } original ? [VirshCommand.OnHost(Uri, $"vol-delete {VirshCommand.Option("vol", original.Name)} --pool {original.Pool.Uuid:D}")] : Array.Empty<string>(),
    ]);

    protected override ObjectAction Of => Words;

    protected override long? Rate => Asked.Rate;

    protected override ObjectId? Made => Into is { } pool ? ObjectId.Volume(Host, pool.Uuid, Name) : null;

    private protected override ImmutableArray<DiskImage> Changed(ImmutableArray<DiskImage> chain) => Asked.DeleteOriginal is true ? [.. chain.Take(1)] : [];

    /// <summary>The name of the volume that it makes.</summary>
    public required string Name { get; init; }

    private string Format => FormatOf(Device, Into, Asked);

    private string DestinationPath => Into is { } pool ? VolumeSource.PathOf(pool, Name) : "";

    private DiskXml Destination
    {
        get
        {
            var disk = DiskXml.New(null, Device.Key.Name, (Device.Now as DiskXml)?.TargetBus ?? "virtio", Format);
            if (Into is { } pool)
                VolumeSource.Write(disk, pool, Name, DestinationPath);
            return disk;
        }
    }

    public static ObjectAction AsAction(DevicePlanner planner) => Words with
    {
        Make = (device, host, move) =>
        {
            var into = move.Pool is { } pool ? planner.Inventory.StoragePools.GetValueOrDefault((host.Name, pool)) : null;
            return new MoveDisk { Device = device, Target = device.Name, Uri = host.Uri, Planner = planner, Asked = move, Into = into, Name = move.Name ?? UsualName(planner.Inventory, device, into, move) };
        },
    };

    private static string UsualName(InventorySnapshot inventory, MachineDevice device, StoragePool? into, DiskMove asked) => into is null ? ""
        : new NewVolumeName(inventory, new HashSet<ObjectId>()).For(into, $"{device.Machine.Name}-{device.Key.Name}", FormatOf(device, into, asked) is VolumeFormats.Raw ? ".img" : ".qcow2");

    /// <summary>Without one of QEMU's usual formats, the copy gets the one with snapshots.</summary>
    private static string FormatOf(MachineDevice device, StoragePool? into, DiskMove asked) => into is not null && PoolKinds.Of(into) is { HasFiles: false } ? VolumeFormats.Raw
        : asked.Format ?? ((device.Now as DiskXml)?.DriverType is null or VolumeFormats.Raw ? VolumeFormats.Raw : VolumeFormats.Qcow2);

    /// <summary>Why a pool can't get a disk.</summary>
    public static string? WhyNotInto(StoragePool pool) => PoolLimits.OfMaking(pool)
        ?? (pool.State != "running" ? $"The pool {pool.Name} is not active: start it first." : null)
        ?? (PoolDirectories.Of(pool) is null ? "Only a pool whose volumes are files or devices of the host." : null);

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory) => Mistake.Of(
    [
        ("pool", Into is null ? "The UUID of a pool of the same host." : WhyNotInto(Into)),
        ("format", Asked.Format is null or VolumeFormats.Qcow2 or VolumeFormats.Raw ? null : "One of qcow2, raw."),
        ("format", Asked.Format is VolumeFormats.Qcow2 && Format is VolumeFormats.Raw ? "Volumes of such a pool are raw." : null),
        ("deleteOriginal", Asked.DeleteOriginal is true ? WhyKept(inventory) : null),
        ("rate", DiskJobRules.Rate(Asked.Rate)),
        .. Into is null || Capacity(inventory) is not { } capacity ? [] : new NewVolumeRules(inventory, Into, Recipe(capacity).Asked).Mistakes().Select(mistake => (mistake.Key is "name" ? "name" : "pool", (string?)string.Join(' ', mistake.Value))),
    ]);

    public override string? WhyConflicts(InventorySnapshot inventory) => base.WhyConflicts(inventory)
        ?? (Into is { } pool && Room(inventory) is var room && pool.AvailableBytes < room
            ? $"The copy takes about {Text.Format.Bytes(room)}, and the pool {pool.Name} has {Text.Format.Bytes(pool.AvailableBytes)} left, as of its last refresh." : null);

    private protected override async Task RunAsync(OperationContext context, ImmutableArray<DiskImage> chain)
    {
        var capacity = await context.RunAsync(Machine, Lane.Commands, domain => domain.GetBlockInfo(Device.Key.Name).CapacityBytes, Action).ConfigureAwait(false);
        var recipe = Recipe(capacity);
        context.Plan(["Make the volume", CopyStep, .. Asked.DeleteOriginal is true && chain[0].Volume is { } planned ? [$"Delete {planned.Name}"] : Array.Empty<string>()]);
        var run = Run(context);
        await new VolumeMaker(context, recipe, Action) { BeforeUndo = () => run.RefuseUsedAsync(DestinationPath) }.RunAsync().ConfigureAwait(false);
        await RefuseOtherSizeAsync(context, recipe, capacity).ConfigureAwait(false);
        await RunJobAsync(context, run, CopyStep, domain => domain.BeginBlockCopy(Device.Key.Name, Destination.ToXml(), Asked.Rate ?? 0, DomainBlockCopyFlags.ReuseExternal | DomainBlockCopyFlags.TransientJob),
            pivots: true, [DestinationPath], Into!.Id).ConfigureAwait(false);
        // The machine is on it now.
        context.Settle();
        context.Made(recipe.Volume, recipe.Name);
        if (Asked.DeleteOriginal is true && chain[0].Volume is { } original)
            await DeleteUnusedAsync(context, [original]).ConfigureAwait(false);
        else
            context.Note($"The original, {chain[0].Path}, stays as it was when the machine changed over, and nothing of this disk uses it any more.");
    }

    private string CopyStep => $"Copy {Device.Key.Name} into {Into?.Name}";

    /// <summary>Where a device has a few bytes more, the guest would see another disk.</summary>
    private async Task RefuseOtherSizeAsync(OperationContext context, VolumeRecipe recipe, long capacity)
    {
        var made = await context.RunAsync(recipe.Volume, Lane.Storage, connection => connection.OnVolume(Into!.Uuid, recipe.Name, volume => StorageVolumeXml.Parse(volume.GetXml()).CapacityBytes), Action).ConfigureAwait(false);
        if (made != capacity)
            throw new OperationFailedException($"The new volume has {made:N0} bytes, and the disk {capacity:N0}: this pool has no volumes of that size.", "Choose a pool with files.");
    }

    private VolumeRecipe Recipe(long? capacity) => Into is null ? new VolumeRecipe(ObjectId.Pool(Host, Asked.Pool ?? Guid.Empty), null, null, new NewVolume(VirshCommand.OrMissing(Asked.Name, "NAME"), capacity ?? 0, Format))
        : VolumeRecipe.For(Into, new NewVolume(Name, capacity ?? 0, PoolKinds.Of(Into) is { HasFiles: false } ? null : Format));

    private PoolVolume? Original(InventorySnapshot inventory) => Chain(inventory) is [{ Volume: { } volume }, ..] ? volume : null;

    private long? Capacity(InventorySnapshot inventory) => Original(inventory)?.Volume.CapacityBytes;

    /// <summary>All data of the chain, and no more than the disk holds; all of it on a device.</summary>
    private long Room(InventorySnapshot inventory) => Capacity(inventory) is { } capacity
        ? PoolKinds.Of(Into!) is { CanBeThin: false } ? capacity : Math.Min(capacity, DiskJobRules.Room(Chain(inventory)))
        : 0;

    private string? WhyKept(InventorySnapshot inventory) => Chain(inventory) switch
    {
        [] => null,
        [{ Volume: null } unlisted, ..] => DiskJobRules.WhyUnlisted(unlisted) ?? "It is on no volume of a pool: delete its file by hand.",
        [{ Volume: { } volume }, ..] => DeviceRules.WhyKept(inventory, Device, volume),
    };
}

using System.Collections.Immutable;
using System.Globalization;
using Libvirt;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Features.Storage.Forms;
using WebConsole.Storage.Kinds;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Storage.Volumes;
using WebConsole.Text;

namespace WebConsole.Features.Storage.Commands;

/// <summary>Changes a volume's size for the guest. libvirt reports no progress and can't cancel it.</summary>
public sealed record ResizeVolume : VolumeCommand
{
    public static ObjectAction<PoolVolume> AsAction { get; } = new FormAction<PoolVolume, NewSize>("resize")
    {
        Doing = "resized",
        Label = "Resize",
        Effect = "Changes the size that a machine sees of it.",
        Icon = Icons.Material.Outlined.Straighten,
        Needs = Right.Configure,
        Method = HttpMethods.Patch,
        Path = "",
        Place = _ => 1,
        Drawn = typeof(ResizeVolumeForm),
        Applies = volume => PoolLimits.OfResizing(volume) is null,
        // The refusal gives the reason.
        Accepts = _ => true,
        Make = (volume, host, size) => new ResizeVolume { Volume = volume, Target = volume.Name, Uri = host.Uri, Size = size },
    };

    public required NewSize Size { get; init; }

    public override ImmutableArray<(string Name, string Value)> Parameters => [("capacity", $"{Size.Capacity}"), ("shrink", Shrinks ? "true" : "false")];
    public override string VirshLine => VirshCommand.OnHost(Uri,
        string.Create(CultureInfo.InvariantCulture, $"vol-resize {VolumeWords} --capacity {VirshCommand.OrMissing($"{Size.Capacity}", "SIZE")}{(Shrinks ? " --shrink" : "")}"));
    protected override ObjectAction Of => AsAction;

    private bool Shrinks => Size.Shrink ?? false;

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory)
    {
        var mistake = PoolLimits.OfResizing(Volume) is { } never ? never
            : Size.Capacity is not > 0 ? "A size in bytes greater than zero."
            : Size.Capacity > NewVolumeRules.Most ? $"At most {SizeLimit.Most(NewVolumeRules.Most)}."
            : Volume.Volume.IsDevice && Volume.Pool.AvailableBytes < Size.Capacity - Volume.Volume.CapacityBytes ? $"The pool has {Format.Bytes(Volume.Pool.AvailableBytes)} left."
            : Size.Capacity < Volume.Volume.CapacityBytes && !Shrinks ? "The new size is smaller, so the data at the end would be lost. Set shrink to allow it."
            : Size.Capacity < Volume.Volume.AllocationBytes ? $"It takes {Format.Bytes(Volume.Volume.AllocationBytes)} already, and libvirt makes no volume smaller than what it takes. Copy its data into a new, smaller one."
            : null;
        return mistake is null ? base.Mistakes(inventory) : new Dictionary<string, string[]> { ["capacity"] = [mistake] };
    }

    public override ImmutableArray<FieldNote> Warnings(InventorySnapshot inventory) => VolumeGrowth.Warning(Volume, Size.Capacity) is { } warning ? [new FieldNote("capacity", warning)] : [];

    public override string? WhyConflicts(InventorySnapshot inventory) => Users(inventory) switch
    {
        { Running: { } running } => $"It is a disk of {running}. Stop the machine first.",
        { Images: [var above, ..] } => $"The volume {above.Name} of the pool {above.Pool.Name} rests on it: another size would destroy that.",
        { Through: [var machine, ..] } => $"A disk of {machine.Name} rests on it: another size would destroy that.",
        _ => inventory.WhyUnknown(Host, Volume.Name),
    };

    public override async Task ExecuteAsync(OperationContext context)
    {
        await LookForUsersAsync(context).ConfigureAwait(false);
        // Of an image qemu-img changes the size, and that of the file with its data.
        await OpenedImages.RefuseOtherFilesAsync(context, Volume, Volume.Volume.Format, Action).ConfigureAwait(false);
        await context.RunAsync(Subject, Lane, connection => On(connection, (_, volume) =>
        {
            volume.Unchanged(Volume);
            volume.Resize((ulong)Size.Capacity!.Value, Shrinks ? StorageVolumeResizeFlags.Shrink : default);
            return true;
        }), Action, isLong: true).ConfigureAwait(false);
    }
}

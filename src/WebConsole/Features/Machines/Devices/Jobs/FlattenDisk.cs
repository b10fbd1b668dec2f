using System.Collections.Immutable;
using System.Globalization;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Features.Machines.Devices.Forms;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Machines.Devices.Jobs;

/// <summary>Reads what lies below a disk's image into it, so that it rests on fewer images, or on none.</summary>
public sealed record FlattenDisk : DiskJobCommand
{
    private static readonly FormAction<MachineDevice, DiskFlattening> Words = new("flatten-disk")
    {
        Doing = "flattened",
        Verb = "flatten",
        Label = "Flatten",
        Effect = "Reads the images below into the disk's own, so that it needs them no more.",
        Icon = Icons.Material.Outlined.VerticalAlignTop,
        Needs = Right.Configure,
        Path = "flatten",
        Applies = device => DiskJobRules.Applies(device) && DiskJobRules.RestsOnOthers(device),
        Accepts = device => device.Key.Kind is "disk",
        Drawn = typeof(FlattenDiskForm),
        Make = MadeWithServices,
    };

    public required DiskFlattening Asked { get; init; }

    public override ImmutableArray<(string Name, string Value)> Parameters =>
        [.. Asked.Base is { } down ? [("base", down)] : Array.Empty<(string, string)>(), .. Asked.Rate is { } rate ? [("rate", rate.ToString(CultureInfo.InvariantCulture))] : Array.Empty<(string, string)>()];

    public override string VirshLine => Virsh("blockpull", $"{VirshCommand.Option("path", Device.Key.Name)}{(Asked.Base is { } down ? $" {VirshCommand.Option("base", down)}" : "")} --wait{VirshRate}");

    protected override ObjectAction Of => Words;

    protected override long? Rate => Asked.Rate;

    public static ObjectAction AsAction(DevicePlanner planner) => Words with
    {
        Make = (device, host, how) => new FlattenDisk { Device = device, Target = device.Name, Uri = host.Uri, Planner = planner, Asked = how },
    };

    /// <summary>The images on which a disk can rest directly, when those above them are in its own: all but its own and the one below that.</summary>
    internal static ImmutableArray<DiskImage> Bases(ImmutableArray<DiskImage> chain) => [.. chain.Skip(2)];

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory) => Mistake.Of(
        ("base", Asked.Base is null || Chain(inventory) is not [_, _, ..] || Bases(Chain(inventory)) is var bases && bases.Any(image => image.Path == Asked.Base) ? null
            : bases.IsEmpty ? "There is one image below: without a base, the disk rests on none." : $"One of {string.Join(", ", bases.Select(image => image.Path))}."),
        ("rate", DiskJobRules.Rate(Asked.Rate)));

    public override string? WhyConflicts(InventorySnapshot inventory) => base.WhyConflicts(inventory)
        ?? (Chain(inventory) is [var own, _, ..] chain ? DiskJobRules.WhyNoRoom(own, DiskJobRules.Room(Read(chain))) : "The disk rests on no other image.");

    private protected override async Task RunAsync(OperationContext context, ImmutableArray<DiskImage> chain)
    {
        var read = Read(chain);
        await RunJobAsync(context, Run(context), $"Read {Text.Format.Count(read.Length, "image", "images")} into {chain[0].Name}", domain => domain.BeginBlockPull(Device.Key.Name, Asked.Base, Asked.Rate ?? 0),
            pivots: false, [chain[0].Path, .. chain.Skip(1 + read.Length).Select(image => image.Path)], chain[0].Volume?.Pool.Id).ConfigureAwait(false);
        foreach (var image in read)
            context.Note($"{image.Path} is used no more by this disk.");
    }

    /// <summary>The images whose data gets into the disk's own.</summary>
    private ImmutableArray<DiskImage> Read(ImmutableArray<DiskImage> chain) => [.. chain.Skip(1).TakeWhile(image => image.Path != Asked.Base)];
}

using System.Collections.Immutable;
using System.Globalization;
using Libvirt;
using Libvirt.Xml;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Features.Machines.Devices.Forms;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Machines.Devices.Jobs;

/// <summary>Writes images of a disk into one below them, so that the chain is shorter.</summary>
public sealed record MergeDisk : DiskJobCommand
{
    private static readonly FormAction<MachineDevice, DiskMerge> Words = new("merge-disk")
    {
        Doing = "merged",
        Verb = "merge the images of",
        Label = "Merge images",
        Effect = "Writes an image into one below it, so that the disk rests on fewer.",
        Icon = Icons.Material.Outlined.VerticalAlignBottom,
        Needs = Right.Configure,
        Path = "merge",
        Applies = device => DiskJobRules.Applies(device) && DiskJobRules.RestsOnOthers(device),
        Accepts = device => device.Key.Kind is "disk",
        Drawn = typeof(MergeDiskForm),
        Make = MadeWithServices,
    };

    public required DiskMerge Asked { get; init; }

    public override ImmutableArray<(string Name, string Value)> Parameters =>
    [
        .. new (string Name, string? Value)[]
        {
            ("top", Asked.Top), ("into", Asked.Into), ("deleteMerged", Asked.DeleteMerged is true ? "true" : null), ("rate", Asked.Rate?.ToString(CultureInfo.InvariantCulture)),
        }.Where(argument => argument.Value is not null).Select(argument => (argument.Name, argument.Value!)),
    ];

    public override string VirshLine => Part(Chain(Planner.Inventory)) is not { } part ? Virsh("blockcommit", VirshCommand.Option("path", Device.Key.Name))
        : string.Join('\n',
        [
            Virsh("blockcommit", $"{VirshCommand.Option("path", Device.Key.Name)} {VirshCommand.Option("base", part.Into.Path)} {(part.IsActive ? "--active --pivot" : VirshCommand.Option("top", part.Merged[0].Path))} --wait{VirshRate}"),
            .. Asked.DeleteMerged is true ? part.Merged.Where(image => image.Volume is not null).Select(image => VirshCommand.OnHost(Uri, $"vol-delete {VirshCommand.Option("vol", image.Volume!.Name)} --pool {image.Volume.Pool.Uuid:D}")) : [],
        ]);

    protected override ObjectAction Of => Words;

    protected override long? Rate => Asked.Rate;

    private protected override ImmutableArray<DiskImage> Changed(ImmutableArray<DiskImage> chain) => Part(chain) is { } part ? [.. part.Merged, part.Into] : [];

    public static ObjectAction AsAction(DevicePlanner planner) => Words with
    {
        Make = (device, host, how) => new MergeDisk { Device = device, Target = device.Name, Uri = host.Uri, Planner = planner, Asked = how },
    };

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory) => Chain(inventory) is not [_, _, ..] chain ? base.Mistakes(inventory) : Mistake.Of(
        ("top", Asked.Top is null || chain.SkipLast(1).Any(image => image.Path == Asked.Top) ? null : $"One of {string.Join(", ", chain.SkipLast(1).Select(image => image.Path))}."),
        ("into", Part(chain) is null ? "An image of the disk below the one that is written into it." : null),
        ("deleteMerged", Asked.DeleteMerged is true && Part(chain) is { } part && part.Merged.FirstOrDefault(image => image.Volume is null) is { } unlisted ? DiskJobRules.WhyUnlisted(unlisted) ?? $"{unlisted.Path} is on no volume of a pool: delete it by hand." : null),
        ("rate", DiskJobRules.Rate(Asked.Rate)));

    public override string? WhyConflicts(InventorySnapshot inventory) => base.WhyConflicts(inventory) ?? Chain(inventory) switch
    {
        [_, _, ..] chain => Part(chain) is { } part ? WhyTorn(inventory, chain, part) ?? DiskJobRules.WhyNoRoom(part.Into, DiskJobRules.Room(part.Merged)) : null,
        _ => "The disk rests on no other image.",
    };

    private protected override async Task RunAsync(OperationContext context, ImmutableArray<DiskImage> chain)
    {
        var part = Part(chain)!;
        foreach (var image in part.Merged.Append(part.Into))
        {
            if (WhyTorn(await context.LookAtFilesAsync(image.Volume!.Id).ConfigureAwait(false), chain, part) is { } torn)
                throw new OperationFailedException(torn, "Nothing was changed.");
        }
        await RunJobAsync(context, Run(context), $"Write {Text.Format.Count(part.Merged.Length, "image", "images")} into {part.Into.Name}",
            domain => domain.BeginBlockCommit(Device.Key.Name, part.Into.Path, part.IsActive ? null : part.Merged[0].Path, Asked.Rate ?? 0, part.IsActive ? DomainBlockCommitFlags.Active : default),
            part.IsActive, [.. chain.Except(part.Merged).Select(image => image.Path)], part.Into.Volume?.Pool.Id).ConfigureAwait(false);
        context.Settle();
        if (Asked.DeleteMerged is true)
            await DeleteUnusedAsync(context, part.Merged.Select(image => image.Volume!)).ConfigureAwait(false);
        else
            context.Note($"{string.Join(", ", part.Merged.Select(image => image.Path))}: used no more by this disk.");
    }

    /// <summary>The image that is written to changes for all that rest on it.</summary>
    private string? WhyTorn(InventorySnapshot inventory, ImmutableArray<DiskImage> chain, Merge part)
    {
        var own = chain.Select(image => image.Volume?.Id).ToHashSet();
        foreach (var image in part.Merged.Append(part.Into))
        {
            if (image.Volume is not { } volume)
                return DiskJobRules.WhyUnlisted(image) ?? $"{image.Path} lies in no pool, so nobody can tell what else rests on it.";
            var users = VolumeUsers.Of(inventory, volume);
            if ((users with { Machines = users.Machines.RemoveAll(machine => machine.Id == Machine), Images = users.Images.RemoveAll(above => own.Contains(above.Id)) }).InWords(image.Name) is { } others)
                return $"{others} It would be torn.";
            if (inventory.WhyUnknown(Host, image.Name) is { } unknown)
                return unknown;
        }
        return OtherDisk(inventory, chain, part) is { } other ? $"{other.Name} uses images that would be torn." : null;
    }

    /// <summary>Another disk of the same machine that has one of the images, or one that rests on them.</summary>
    private MachineDevice? OtherDisk(InventorySnapshot inventory, ImmutableArray<DiskImage> chain, Merge part)
    {
        var torn = chain[..(chain.IndexOf(part.Into) + 1)].Select(image => inventory.Files.RealOf(image.Path)).ToHashSet();
        return inventory.Machines.GetValueOrDefault(Machine) is { } machine
            ? MachineDevice.AllOf(machine).FirstOrDefault(device => device.Key != Device.Key && new[] { device.Now, device.Next }.OfType<DiskXml>().SelectMany(Paths).Any(path => torn.Contains(inventory.Files.RealOf(path)))) : null;

        IEnumerable<string> Paths(DiskXml disk) => DiskChain.Paths(inventory, Host, disk)?.Select(image => image.Path) ?? [];
    }

    /// <summary>What is merged; <c>null</c> where the arguments name no such part of the chain.</summary>
    internal Merge? Part(ImmutableArray<DiskImage> chain)
    {
        var top = Asked.Top is null ? 0 : chain.ToList().FindIndex(image => image.Path == Asked.Top);
        var into = Asked.Into is null ? top + 1 : chain.ToList().FindIndex(image => image.Path == Asked.Into);
        return top >= 0 && into > top && into < chain.Length ? new Merge(chain[top..into], chain[into], top == 0) : null;
    }

    /// <param name="Merged">The images that are written into the one below, the topmost first.</param>
    /// <param name="Into">That one.</param>
    /// <param name="IsActive">Whether the guest writes to the topmost.</param>
    internal sealed record Merge(ImmutableArray<DiskImage> Merged, DiskImage Into, bool IsActive);
}

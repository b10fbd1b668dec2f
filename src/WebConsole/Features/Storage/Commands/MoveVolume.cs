using System.Collections.Immutable;
using Libvirt.Xml;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Features.Storage.Forms;
using WebConsole.Storage.Kinds;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Storage.Volumes;

namespace WebConsole.Features.Storage.Commands;

/// <summary>Moves a volume into another pool, under its name, and has the machines that use it, all off, use it there.</summary>
public sealed record MoveVolume : VolumeCommand
{
    private static readonly FormAction<PoolVolume, VolumeMove> Words = new("move")
    {
        Doing = "moved",
        Label = "Move",
        Effect = "Moves it into another pool; its machines find it there.",
        Icon = Icons.Material.Outlined.DriveFileMove,
        Needs = Right.Configure,
        Applies = volume => (PoolLimits.OfDeleting(volume.Pool) ?? PoolLimits.OfReading(volume)) is null,
        Accepts = _ => true,
        Drawn = typeof(MoveVolumeForm),
        Make = MadeWithServices,
    };

    public required VolumeMove Asked { get; init; }

    public required DefinitionEditor Editor { get; init; }

    public override bool CanCancel => true;
    public override ImmutableArray<ObjectId> Claims => [Subject, ObjectId.Volume(Host, Into ?? Volume.Pool.Uuid, Volume.Name)];
    public override ImmutableArray<string> Secrets => Asked.Passphrase is { Length: > 0 } passphrase ? [passphrase] : [];
    public override ImmutableArray<(string Name, string Value)> Parameters => [("pool", $"{Into:D}"), .. Volume.Volume.Encrypted ? [("encrypted", "true")] : Array.Empty<(string, string)>()];
    public override string VirshLine => VirshCommand.OnHost(Uri,
        [.. Volume.Volume.Encrypted ? VirshEncryptedCopy(Into ?? Guid.Empty, Volume.Name) : [VirshCopy(Into ?? Guid.Empty, Volume.Name, null)], $"vol-delete {VolumeWords}"]);
    protected override ObjectAction Of => Words;

    private Guid? Into => Asked.Pool;

    private VolumeCopy AsCopy => new(Volume.Name, Into, Passphrase: Asked.Passphrase);

    public static ObjectAction AsAction(DefinitionEditor editor) => Words with
    {
        Make = (volume, host, move) => new MoveVolume { Volume = volume, Target = volume.Name, Uri = host.Uri, Asked = move, Editor = editor },
    };

    /// <summary>None of its machines may be started or changed meanwhile.</summary>
    public override IEnumerable<ObjectClaim> ClaimsIn(InventorySnapshot inventory) =>
        base.ClaimsIn(inventory).Concat(Users(inventory).Machines.Select(machine => new ObjectClaim(machine.Id, IsShared: false)));

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory) =>
        Into is null || Into == Volume.Pool.Uuid ? new Dictionary<string, string[]> { ["pool"] = ["The UUID of another pool of the same host."] }
        // The rest is of the pool: it has such a volume already, or holds no such format.
        : Rules(inventory).Mistakes().GroupBy(mistake => mistake.Key is "passphrase" ? mistake.Key : "pool").ToDictionary(field => field.Key, field => field.First().Value);

    public override string? WhyConflicts(InventorySnapshot inventory) => PoolLimits.OfDeleting(Volume.Pool) ?? PoolLimits.OfReading(Volume) ?? Users(inventory) switch
    {
        { Running: { } running } => $"{Volume.Name} is a disk of {running}. Stop the machine first.",
        { Images: [var above, ..] } => $"{above.Name} rests on {Volume.Name}: it would not find that again.",
        { Machines: var machines } when !Volume.Volume.Encrypted && machines.FirstOrDefault(HasItEncrypted) is { } machine => $"{machine.Name} has it as an encrypted disk, and libvirt does not see that it is encrypted: it would not find the passphrase again.",
        { Machines: var machines } when machines.FirstOrDefault(machine => StillUses(inventory, machine)) is { } machine =>
            $"{machine.Name} uses {Volume.Name} in a way that can't follow: by a link or another pool, as its kernel or firmware, or below an image that is in no pool.",
        _ => inventory.WhyUnknown(Host, Volume.Name) ?? Rules(inventory).WhyNow(),
    };

    public override async Task ExecuteAsync(OperationContext context)
    {
        await LookForUsersAsync(context).ConfigureAwait(false);
        var rules = Rules(context.Inventory);
        var machines = Users(context.Inventory).Machines;
        var copier = new VolumeCopier(context, Volume, rules, AsCopy, Action);
        context.Plan([.. copier.Steps, .. machines.Select(_ => DefinitionEditor.Step), "Delete the original"]);
        await copier.RunAsync().ConfigureAwait(false);
        var path = await context.RunAsync(Subject, Lane, connection => connection.OnVolume(Into!.Value, Volume.Name, volume => volume.Path), Action).ConfigureAwait(false);
        foreach (var machine in machines)
        {
            context.Note($"{machine.Name} uses it in {rules.Into!.Name}.");
            await Editor.ApplyAsync(DefinitionEdit.OfMachine(machine.Id, domain => Follow(domain, rules, path, copier.Secret)), context).ConfigureAwait(false);
        }
        // A deletion that failed may have been done all the same: the copy is all that is certain to be there.
        context.Settle();
        context.Note($"{Volume.Name} is complete in {rules.Into!.Name}, and stays there whatever becomes of the original.");
        await context.StepAsync("Delete the original", () => context.RunAsync(Subject, Lane, connection => connection.DeleteVolume(Volume.Pool.Uuid, Volume.Name), Action, isLong: true),
            leaves: $"the original of {Volume.Name} in the pool {Volume.Pool.Name}").ConfigureAwait(false);
    }

    private void Follow(DomainXml domain, CopyRules rules, string path, Guid? secret)
    {
        foreach (var disk in domain.Disks.Where(IsIt))
        {
            var encrypted = disk.Encrypted;
            disk.SetSource(disk.Source.Volume is not null ? DiskSource.Volume(rules.Into!.Name, Volume.Name) : rules.Format is null ? DiskSource.Block(path) : DiskSource.File(path));
            if (encrypted && secret is { } kept)
                disk.Source.Encryption.SetLuks(kept);
            if (rules.Converts)
                disk.DriverType = rules.Format ?? VolumeFormats.Raw;
        }
    }

    private bool IsIt(DiskXml disk) => (disk.Source.Pool == Volume.Pool.Name && disk.Source.Volume == Volume.Name) || (ImageName.OfDisk(disk) is { } image && image == Volume.Volume.Image);

    /// <summary>Whether a machine would still name it where it was: the original is deleted, so that it would not start again.</summary>
    private bool StillUses(InventorySnapshot inventory, Machine machine)
    {
        if (!DomainXml.TryParse(machine.InactiveXml ?? machine.Xml, out var domain))
            return true;
        foreach (var disk in domain.Disks.Where(IsIt).ToArray())
            disk.SetSource(null);
        var moved = machine with { Xml = domain.ToXml(), InactiveXml = null };
        return Users(inventory with { Machines = inventory.Machines.SetItem(machine.Id, moved) }).Machines.Any(user => user.Id == machine.Id);
    }

    private bool HasItEncrypted(Machine machine) => DomainXml.TryParse(machine.InactiveXml ?? machine.Xml, out var domain) && domain.Disks.Any(disk => IsIt(disk) && disk.Encrypted);

    private CopyRules Rules(InventorySnapshot inventory) => new(inventory, Volume, AsCopy);
}

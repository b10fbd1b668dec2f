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

namespace WebConsole.Features.Storage.Commands;

/// <summary>Copies a volume, within its pool or into another, in its format or in another.</summary>
public sealed record CopyVolume : VolumeCommand
{
    public static ObjectAction<PoolVolume> AsAction { get; } = new FormAction<PoolVolume, VolumeCopy>("clone")
    {
        Verb = "copy",
        Doing = "copied",
        Label = "Copy",
        Effect = "Makes a copy of it, here or in another pool, in its format or another.",
        Icon = Icons.Material.Outlined.ContentCopy,
        Needs = Right.Configure,
        Place = _ => 2,
        Applies = volume => PoolLimits.OfFolder(volume) is null,
        // The refusal gives the reason.
        Accepts = _ => true,
        Drawn = typeof(CopyVolumeForm),
        Make = (volume, host, copy) => new CopyVolume { Volume = volume, Target = volume.Name, Uri = host.Uri, Asked = copy },
    };

    public required VolumeCopy Asked { get; init; }

    public override bool CanCancel => true;
    public override ImmutableArray<ObjectId> Claims => [Subject, ObjectId.Volume(Host, Asked.Pool ?? Volume.Pool.Uuid, Asked.Name ?? "")];
    public override ImmutableArray<string> Secrets => Asked.Passphrase is { Length: > 0 } passphrase ? [passphrase] : [];
    public override ImmutableArray<(string Name, string Value)> Parameters =>
    [
        .. new (string, string?)[] { ("name", Asked.Name), ("pool", Asked.Pool?.ToString("D")), ("format", Asked.Format), ("encrypted", Volume.Volume.Encrypted ? "true" : null) }.Where(argument => argument.Item2 is not null).Select(argument => (argument.Item1, argument.Item2!)),
    ];

    public override string VirshLine => VirshCommand.OnHost(Uri, Volume.Volume.Encrypted ? VirshEncryptedCopy(Asked.Pool ?? Volume.Pool.Uuid, VirshCommand.OrMissing(Asked.Name, "NAME"))
        : Asked is { Pool: null, Format: null }
        ? [$"vol-clone {VolumeWords} {VirshCommand.Option("newname", VirshCommand.OrMissing(Asked.Name, "NAME"))}"]
        : [VirshCopy(Asked.Pool ?? Volume.Pool.Uuid, VirshCommand.OrMissing(Asked.Name, "NAME"), Asked.Format)]);
    protected override ObjectAction Of => AsAction;

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory) => Rules(inventory).Mistakes();

    public override string? WhyConflicts(InventorySnapshot inventory) => PoolLimits.OfFolder(Volume) ?? Rules(inventory).WhyNow();

    public override async Task ExecuteAsync(OperationContext context)
    {
        await LookForUsersAsync(context).ConfigureAwait(false);
        var copier = new VolumeCopier(context, Volume, Rules(context.Inventory), Asked, Action);
        context.Plan([.. copier.Steps]);
        await copier.RunAsync().ConfigureAwait(false);
    }

    private CopyRules Rules(InventorySnapshot inventory) => new(inventory, Volume, Asked);
}

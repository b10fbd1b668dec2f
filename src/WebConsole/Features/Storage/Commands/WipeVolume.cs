using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Storage.Kinds;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Storage.Volumes;

namespace WebConsole.Features.Storage.Commands;

/// <summary>Overwrites a volume with zeros. libvirt reports no progress and can't cancel it.</summary>
public sealed record WipeVolume : VolumeCommand
{
    public static ObjectAction<PoolVolume> AsAction { get; } = new PlainAction<PoolVolume>("wipe")
    {
        Doing = "wiped",
        Label = "Wipe",
        Effect = "Overwrites all its bytes with zeros.",
        Confirm = "All its bytes are overwritten with zeros. Storage that copies on write, and most SSDs, may keep the old bytes elsewhere.",
        IsForGood = true,
        Icon = Icons.Material.Outlined.CleaningServices,
        Needs = Right.Configure,
        Applies = volume => PoolLimits.OfWiping(volume) is null,
        // The refusal gives the reason.
        Accepts = _ => true,
        Make = (volume, host) => new WipeVolume { Volume = volume, Target = volume.Name, Uri = host.Uri },
    };

    public override string VirshLine => VirshCommand.OnHost(Uri, $"vol-wipe {VolumeWords}");
    protected override ObjectAction Of => AsAction;

    public override string? WhyConflicts(InventorySnapshot inventory) => PoolLimits.OfWiping(Volume) ?? WhyKept(inventory);

    public override string? WhatSuffers(InventorySnapshot inventory) => Volume.Volume.Format is null or VolumeFormats.Raw or "iso" ? null
        : $"It is then no {Volume.Volume.Format} image any more: machines can't use it, and it can only be deleted.";

    public override async Task ExecuteAsync(OperationContext context)
    {
        await LookForUsersAsync(context).ConfigureAwait(false);
        await LinkedVolumes.RefuseAsync(context, Subject).ConfigureAwait(false);
        await context.RunAsync(Subject, Lane, connection => connection.OnVolume(Volume.Pool.Uuid, Volume.Name, volume =>
        {
            volume.Wipe();
            return true;
        }), Action, isLong: true).ConfigureAwait(false);
    }
}

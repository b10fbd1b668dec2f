using Libvirt;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Storage.Kinds;
using WebConsole.Storage.Volumes;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Text;

namespace WebConsole.Features.Storage.Commands;

/// <summary>Deletes a volume with its data, and the passphrase that libvirt keeps for it. libvirt does not ask whether anything uses it, so WebConsole does.</summary>
public sealed record DeleteVolume : VolumeCommand
{
    public static ObjectAction<PoolVolume> AsAction { get; } = new PlainAction<PoolVolume>("delete")
    {
        Doing = "deleted",
        Label = "Delete",
        Effect = "Removes it with its data.",
        Confirm = "The data is gone for good.",
        IsForGood = true,
        ForMany = true,
        Icon = Icons.Material.Outlined.Delete,
        Needs = Right.Configure,
        Method = HttpMethods.Delete,
        Path = "",
        Applies = volume => PoolLimits.OfDeleting(volume.Pool) is null,
        // The refusal gives the reason.
        Accepts = _ => true,
        Make = (volume, host) => new DeleteVolume { Volume = volume, Target = volume.Name, Uri = host.Uri },
    };

    public override string VirshLine => VirshCommand.OnHost(Uri, $"vol-delete {VolumeWords}");
    protected override ObjectAction Of => AsAction;

    public override string? WhyConflicts(InventorySnapshot inventory) => PoolLimits.OfDeleting(Volume.Pool) ?? WhyNotOfAPool(inventory) ?? WhyKept(inventory);

    /// <summary>libvirt removes a folder that is empty, also that of another pool.</summary>
    private string? WhyNotOfAPool(InventorySnapshot inventory) =>
        Volume.Volume.IsFolder && PoolDirectories.Below(inventory, Volume) is [var pool, ..] ? $"The pool {pool.Name} has its directory there." : null;

    public override string? AdviceFor(LibvirtException error, InventorySnapshot inventory) => Volume.Volume.IsFolder && error.Message.Contains("not empty", StringComparison.OrdinalIgnoreCase)
        ? $"libvirt deletes empty folders only. On the host: rm -r --one-file-system {ShellText.Quote(Volume.Volume.Path ?? Volume.Name)}" : base.AdviceFor(error, inventory);

    public override async Task ExecuteAsync(OperationContext context)
    {
        await LookForUsersAsync(context).ConfigureAwait(false);
        await context.RunAsync(Subject, Lane, connection => connection.DeleteVolume(Volume.Pool.Uuid, Volume.Name), Action, isLong: true).ConfigureAwait(false);
    }
}

using Libvirt.Xml;
using MudBlazor;
using WebConsole.Actions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Storage.Volumes;

namespace WebConsole.Features.Machines.Devices.Commands;

/// <summary>Takes the medium out of a drive. A guest that uses it may have locked the tray.</summary>
public sealed record EjectMedium : MediumCommand
{
    private static readonly PlainAction<MachineDevice> Asking = new("eject")
    {
        Doing = "emptied",
        Label = "Eject",
        Effect = "Takes the medium out of the drive, at once and for the next start.",
        Icon = Icons.Material.Outlined.Eject,
        Applies = HasMedium,
        Make = MadeWithServices,
    };

    private static readonly PlainAction<MachineDevice> Forcing = Asking with
    {
        Word = "force-eject",
        Path = "force-eject",
        Verb = "force open",
        Label = "Eject by force",
        Effect = "Takes the medium out even if the guest has locked the tray.",
        Confirm = "The guest is not asked: programs that read the medium fail.",
        Question = "Force {0} open?",
        Answer = "Eject by force",
        Applies = device => HasMedium(device) && device.IsLive,
    };

    public required bool IsForced { get; init; }

    public override string VirshLine => VirshMedium("--eject");

    protected override ObjectAction Of => IsForced ? Forcing : Asking;

    protected override bool Forces => IsForced;

    public static ObjectAction AsAction(DevicePlanner planner, bool force) => (force ? Forcing : Asking) with
    {
        Make = (device, host) => new EjectMedium { Device = device, Target = device.Name, Uri = host.Uri, Planner = planner, IsForced = force },
    };

    /// <summary>Puts the same medium in again, where it is a volume, and the next start has no other one.</summary>
    public override Operation? Undo(InventorySnapshot inventory) =>
        (Device.Now ?? Device.Next) is DiskXml { SourcePath: { } path } && (Device.Next is null || (Device.Next as DiskXml)?.SourcePath == path) && BackingRules.At(inventory, Host, path) is { } volume && inventory.Host(Host) is { } host
            ? InsertMedium.AsAction(Planner).Create(Device, host, new MediumChoice(volume.Pool.Uuid, volume.Name)) : null;

    public override Task ExecuteAsync(OperationContext context) => PutAsync(context, drive => drive.SetSource(null));
}

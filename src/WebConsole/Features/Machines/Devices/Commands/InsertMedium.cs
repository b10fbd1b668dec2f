using System.Collections.Immutable;
using Libvirt.Xml;
using MudBlazor;
using WebConsole.Actions;
using WebConsole.Features.Machines.Devices.Forms;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Storage.Volumes;

namespace WebConsole.Features.Machines.Devices.Commands;

/// <summary>Puts a medium into a drive, in place of what lies there.</summary>
public sealed record InsertMedium : MediumCommand
{
    private static readonly FormAction<MachineDevice, MediumChoice> Words = new("insert")
    {
        Doing = "filled",
        Verb = "insert a medium into",
        Label = "Insert medium",
        Effect = "Puts an image into the drive, at once and for the next start.",
        Icon = Icons.Material.Outlined.Album,
        Path = "medium",
        Applies = IsDrive,
        Drawn = typeof(InsertMediumForm),
        Make = MadeWithServices,
    };

    public required MediumChoice Choice { get; init; }

    /// <summary>The volume; <c>null</c> if there is none such.</summary>
    public required PoolVolume? Volume { get; init; }

    /// <summary>Nothing may change the image meanwhile; other machines may read it.</summary>
    public override IEnumerable<ObjectClaim> ClaimsIn(InventorySnapshot inventory) =>
        Volume is { } volume ? base.ClaimsIn(inventory).Concat(VolumeNames.OfVolume(inventory, volume.Id).Select(name => new ObjectClaim(name, IsShared: true))) : base.ClaimsIn(inventory);

    public override ImmutableArray<(string Name, string Value)> Parameters => [("pool", $"{Choice.Pool:D}"), ("volume", Choice.Volume ?? "")];

    public override string VirshLine => VirshMedium($"{VirshCommand.Option("source", Volume?.Volume.Path ?? "PATH")} {(HasMedium(Device) ? "--update" : "--insert")}{(Volume?.Volume.IsDevice == true ? " --block" : "")}");

    protected override ObjectAction Of => Words;

    public static ObjectAction AsAction(DevicePlanner planner) => Words with
    {
        Make = (device, host, choice) => new InsertMedium
        {
            Device = device, Target = device.Name, Uri = host.Uri, Planner = planner, Choice = choice, Volume = planner.Volume(host.Name, choice.Pool, choice.Volume),
        },
    };

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory) =>
        Device.Stands is DiskXml drive && MediaRules.Mistake(inventory, Device.Machine, drive, Choice.Pool, Choice.Volume) is { } mistake ? new Dictionary<string, string[]> { ["volume"] = [mistake] } : base.Mistakes(inventory);

    public override async Task ExecuteAsync(OperationContext context)
    {
        // QEMU is about to open it, and a raw file with another name in it is opened as what it is.
        await OpenedImages.RefuseOtherFilesAsync(context, Volume!, VolumeFormats.Raw, Action).ConfigureAwait(false);
        await PutAsync(context, drive =>
        {
            VolumeSource.Write(drive, Volume!.Pool, Volume.Name, Volume.Volume.Path ?? "", Volume.Volume.IsDevice);
            // Never probed: whoever wrote the image could make it name other files.
            (drive.DriverName, drive.DriverType) = ("qemu", VolumeFormats.Raw);
        }).ConfigureAwait(false);
    }
}

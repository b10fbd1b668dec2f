using System.Collections.Immutable;
using Libvirt.Xml;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Features.Machines.Devices.Forms;
using WebConsole.Features.Machines.Devices.Kinds;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Machines.Devices.Commands;

/// <summary>Changes a device, in the running machine as far as that can, and lets a disk grow.</summary>
public sealed record EditDevice : DeviceCommand
{
    private static readonly FormAction<MachineDevice, DeviceChanges> Words = new("edit-device")
    {
        Doing = "changed",
        Verb = "change",
        Label = "Change",
        Effect = "Changes how the device works.",
        Icon = Icons.Material.Outlined.Edit,
        Needs = Right.Configure,
        Method = HttpMethods.Patch,
        Path = "",
        Applies = device => device.Machine.Persistent || device.Machine.IsActive,
        Drawn = typeof(EditDeviceForm),
        Make = MadeWithServices,
    };

    public required DeviceChanges Changes { get; init; }

    public override ImmutableArray<(string Name, string Value)> Parameters => SettingNames.Audited(Changes);

    public override IEnumerable<(Right Right, ObjectId On)> AlsoNeeds => ReachesHost ? [(Right.Configure, ObjectId.OfHost(Host))] : [];

    private bool ReachesHost => Changes.Xml is { } xml ? WrittenDevice.Reaches(xml, Device.Stands.Element) : CardSettings.ReachesHost(Changes) || DisplaySettings.IsReachable(Changes.Listen);

    public override ImmutableArray<string> Secrets => Changes.Secrets;

    public override string VirshLine => string.Join('\n', new DeviceChangeLine(Uri, Device, Planner.Inventory, Changes).All);

    protected override ObjectAction Of => Words;

    public static ObjectAction AsAction(DevicePlanner planner) => Words with
    {
        Make = (device, host, changes) => new EditDevice { Device = device, Target = device.Name, Uri = host.Uri, Planner = planner, Changes = changes },
    };

    /// <summary>A disk that grows must not be changed as a volume meanwhile, and its volume is read again before the end is told.</summary>
    public override ImmutableArray<ObjectId> Claims => Changes.Capacity is not null && DeviceRules.VolumeOf(Planner.Inventory, Device) is { } volume ? [.. base.Claims, volume.Id] : base.Claims;

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory) => Mistake.Of(new DeviceChangeRules(Device, Changes, Planner.OfferFor(Device.Machine)).Mistakes(inventory));

    public override ImmutableArray<FieldNote> Warnings(InventorySnapshot inventory) => Device.Stands is GraphicsXml display ? [.. DisplaySettings.Warnings(Changes, inventory, Device.Machine, display.Type, display)]
        : Changes.Capacity is { } capacity && new DiskGrowth(Device, capacity).Warning(inventory) is { } warning ? [new FieldNote("capacity", warning)] : [];

    public override string? WhyConflicts(InventorySnapshot inventory) => Changes.Capacity is { } capacity ? new DiskGrowth(Device, capacity).WhyConflicts(inventory)
        : Device.Stands is InterfaceXml ? CardSettings.WhyConflicts(Changes, inventory, Planner, Device.Machine) : null;

    public override async Task ExecuteAsync(OperationContext context)
    {
        if (Changes.ChangesDefinition)
            await Planner.Editor.ApplyAsync(Edit<DeviceXml>((domain, device) => DeviceChange.Apply(Changes, domain, device, Device.Machine)) with { Version = Changes.Version, Reach = Reach }, context).ConfigureAwait(false);
        if (Changes.Capacity is { } capacity)
            await new DiskGrowth(Device, capacity).GrowAsync(context, Action).ConfigureAwait(false);
    }

    /// <summary>Under another name it would be unplugged, and plugged in as another device. QEMU changes nothing of a device of the host that it has.</summary>
    private DefinitionReach Reach => DeviceReach.Of(DeviceChange.Renames(Changes, Device) || (Device.Stands is HostDeviceXml && Changes.Xml is null) ? "next" : Changes.Apply, Device.Machine);
}

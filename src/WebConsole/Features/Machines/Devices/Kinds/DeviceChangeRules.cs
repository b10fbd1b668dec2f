using Libvirt.Xml;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Hardware;
using WebConsole.Hypervisor.Inventory;
using WebConsole.OsInfo.Defaults;
using WebConsole.Text;

namespace WebConsole.Features.Machines.Devices.Kinds;

/// <summary>What may be changed of a device.</summary>
internal sealed class DeviceChangeRules(MachineDevice device, DeviceChanges changes, HostOffer? offer = null)
{
    private IEnumerable<string> Fields => (changes.Xml, device.Stands) switch
    {
        (not null, _) => ["xml"],
        (_, DiskXml) => [.. DiskSettings.Fields, "capacity"],
        (_, InterfaceXml) => CardSettings.Fields,
        (_, GraphicsXml display) => DisplaySettings.FieldsOf(display.Type),
        (_, VideoXml) => [.. VideoSettings.Fields, "model"],
        (_, HostDeviceXml { Type: "pci" }) => HostDeviceSettings.Fields,
        (_, SoundXml or WatchdogXml or PanicXml or RandomGeneratorXml or TpmXml or ControllerXml) => ["model"],
        (_, MemoryDeviceXml { Model: MemoryModule.VirtioMem }) => ["requested"],
        _ => [],
    };

    /// <summary>Errors by their names in the API.</summary>
    public IEnumerable<(string Argument, string? Mistake)> Mistakes(InventorySnapshot inventory) =>
    [
        .. Own(inventory),
        ("apply", DeviceReach.Mistake(changes.Apply, device.Machine, device.IsLive) ?? (changes.Apply is "live" && DeviceChange.Renames(changes, device) ? "It gets another name, which it can at a start only." : null)),
        ("apply", changes.Apply is "live" && device is { IsLive: true, Stands: HostDeviceXml } && changes.Xml is null ? "A device of the host stays as it is while the machine runs: next." : null),
        .. SettingNames.Set(changes).Except(Fields).Select(field => (field, (string?)$"Not for this device: change {string.Join(", ", Fields.Append("xml").Distinct())}.")),
    ];

    private IEnumerable<(string Argument, string? Mistake)> Own(InventorySnapshot inventory) => device.Stands switch
    {
        _ when changes.Xml is not null => [("xml", WrittenDevice.MistakeIn(changes.Xml, device.Key.Kind))],
        DiskXml disk => [.. DomainXml.TryParse(device.Machine.InactiveXml ?? device.Machine.Xml, out var domain) ? DiskSettings.Mistakes(changes, domain, disk.Device, disk) : [],
            ("capacity", changes.Capacity is { } capacity ? new DiskGrowth(device, capacity).Mistake(inventory) : null)],
        MemoryDeviceXml { Model: MemoryModule.VirtioMem } module => [("requested", MemoryModule.RequestedMistake(changes.Requested, module.SizeBytes ?? 0, module.BlockBytes ?? MemoryModule.LeastBlock))],
        GraphicsXml display => DisplaySettings.Mistakes(changes, inventory, device.Machine, display.Type, display),
        VideoXml video => [.. VideoSettings.Mistakes(changes, string.IsNullOrEmpty(changes.Model) ? video.Model : changes.Model, MachineDevice.DefinitionsOf(device.Machine)),
            ("model", changes.Model == video.Model ? null : OneOf.Mistake(changes.Model, VideoSettings.Models(GuestKind.Of(device.Machine), offer)))],
        InterfaceXml card => CardSettings.Mistakes(changes, inventory, device.Machine, card.MacAddress),
        _ => [],
    };
}

using Libvirt.Xml;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Hardware;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Text;

namespace WebConsole.Features.Machines.Devices.Kinds;

/// <summary>A new device about which there is little to say.</summary>
internal sealed class SmallDevicePlan(Machine machine, NewDevice asked) : DevicePlan(machine, asked)
{
    private readonly SmallDevice? _kind = SmallDevice.Of(GuestKind.Of(machine)).FirstOrDefault(kind => kind.Kind == asked.Kind);

    private string? Model => string.IsNullOrEmpty(Asked.Model) ? _kind?.Models.FirstOrDefault() : Asked.Model;

    protected override IEnumerable<string> Fields =>
    [
        .. _kind is { Models.Length: > 0 } or { Kind: "controller" } ? ["model"] : Array.Empty<string>(), .. _kind is { Types.Length: > 0 } ? ["type"] : Array.Empty<string>(),
        .. _kind?.Kind is "input" ? ["bus"] : Array.Empty<string>(), .. _kind?.Kind is "watchdog" ? ["action"] : Array.Empty<string>(),
    ];

    protected override IEnumerable<(string Argument, string? Mistake)> Own(InventorySnapshot inventory)
    {
        if (_kind is null)
            return [("kind", $"One of {string.Join(", ", Kinds)}, or any by its XML.")];
        return
        [
            ("kind", _kind.IsAlone && Definitions.Any(domain => domain.Devices.Any(device => device.Kind == _kind.Kind && IsSame(device))) ? "It has one already." : null),
            ("model", _kind.Models.IsEmpty ? null : OneOf.MistakeUnlessEmpty(Asked.Model, _kind.Models)), ("type", _kind.Types.IsEmpty ? null : OneOf.MistakeUnlessEmpty(Asked.Type, _kind.Types)),
            ("action", OneOf.MistakeUnlessEmpty(Asked.Action, DeviceModels.WatchdogActions)), ("bus", _kind.Kind is "input" ? OneOf.MistakeUnlessEmpty(Asked.Bus, ["usb", "virtio"]) : null),
        ];
    }

    /// <summary>A channel is known by its name.</summary>
    private static bool IsSame(DeviceXml device) => device is not CharacterDeviceXml { Kind: "channel" } channel || channel.TargetName == "org.qemu.guest_agent.0";

    public override IEnumerable<DeviceXml> Make()
    {
        if (_kind?.Write(Asked, Model) is not { } device)
            return [];
        if (device is ControllerXml controller)
            controller.Index = Definitions.SelectMany(domain => domain.Devices.OfType<ControllerXml>()).Where(other => other.Type == controller.Type).Select(other => (other.Index ?? 0) + 1).DefaultIfEmpty(0).Max();
        else if (device.Kind != "channel")
            device.Alias = Alias;
        return [device];
    }
}

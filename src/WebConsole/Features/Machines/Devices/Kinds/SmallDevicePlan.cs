using Libvirt.Xml;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Hardware;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Text;

namespace WebConsole.Features.Machines.Devices.Kinds;

/// <summary>A new device about which there is little to say.</summary>
internal sealed class SmallDevicePlan(DevicePlanner planner, Machine machine, NewDevice asked) : DevicePlan(machine, asked)
{
    public override bool AsksHost => true;

    /// <summary>Sound of the host may be its microphone, or a server anywhere.</summary>
    public override bool ReachesHost => Asked is { Kind: "smartcard", Type: "host" } or { Kind: "audio", Type: not (null or "" or "none" or "spice") }
        || (Kind is { Backends.IsEmpty: false } && (Asked is { Backend: HostSide.Tcp } or { Port: not null } || !string.IsNullOrEmpty(Asked.Path)));

    public override IEnumerable<FieldNote> Warnings(InventorySnapshot inventory) => Kind is { Backends.IsEmpty: false } ? HostSide.Warnings(Asked) : [];

    private SmallDevice? Kind => SmallDevice.Of(GuestKind.Of(Machine), planner.OfferFor(Machine)).FirstOrDefault(kind => kind.Kind == Asked.Kind);

    /// <summary>A smart card reader of the host carries nothing.</summary>
    private bool HasHostSide => Kind is { Backends.IsEmpty: false } && Asked is not { Kind: "smartcard", Type: "host" };

    private string? Model => string.IsNullOrEmpty(Asked.Model) ? Kind?.Models.FirstOrDefault() : Asked.Model;

    protected override IEnumerable<string> Fields =>
    [
        .. Kind is { Models.Length: > 0 } or { Kind: "controller" } ? ["model"] : Array.Empty<string>(), .. Kind is { Types.Length: > 0 } ? ["type"] : Array.Empty<string>(),
        .. Kind?.Fields ?? [], .. HasHostSide ? HostSide.Fields : [],
        .. Kind?.Kind is "input" ? ["bus"] : Array.Empty<string>(), .. Kind?.Kind is "watchdog" ? ["action"] : Array.Empty<string>(),
    ];

    protected override IEnumerable<(string Argument, string? Mistake)> Own(InventorySnapshot inventory)
    {
        if (Kind is null)
            return [("kind", $"One of {string.Join(", ", Kinds)}, or any by its XML.")];
        return
        [
            ("kind", Kind.IsAlone && Definitions.Any(domain => domain.Devices.Any(device => device.Kind == Kind.Kind)) ? "It has one already." : null),
            ("model", Kind.Models.IsEmpty ? null : OneOf.MistakeUnlessEmpty(Asked.Model, Kind.Models)), ("type", Kind.Types.IsEmpty ? null : OneOf.MistakeUnlessEmpty(Asked.Type, Kind.Types)),
            ("action", OneOf.MistakeUnlessEmpty(Asked.Action, DeviceModels.WatchdogActions)), ("bus", Kind.Kind is "input" ? OneOf.MistakeUnlessEmpty(Asked.Bus, ["usb", "virtio"]) : null),
            .. HasHostSide ? HostSide.Mistakes(Asked, Kind.Backends, [.. Definitions]) : [], .. Kind.Check(Asked, [.. Definitions]),
        ];
    }

    public override IEnumerable<DeviceXml> Make()
    {
        if (Kind?.Write(Asked, Model) is not { } device)
            return [];
        if (device is ControllerXml controller)
            controller.Index = Definitions.SelectMany(domain => domain.Devices.OfType<ControllerXml>()).Where(other => other.Type == controller.Type).Select(other => (other.Index ?? 0) + 1).DefaultIfEmpty(0).Max();
        else if (device is AudioXml audio)
            audio.Id = Definitions.SelectMany(domain => domain.Devices.OfType<AudioXml>()).Select(other => (other.Id ?? 0) + 1).DefaultIfEmpty(1).Max();
        else if (device.Kind != "channel")
            device.Alias = Alias;
        return [device];
    }
}

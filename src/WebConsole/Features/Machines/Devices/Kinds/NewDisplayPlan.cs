using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Hardware;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.OsInfo.Defaults;
using WebConsole.Text;

namespace WebConsole.Features.Machines.Devices.Kinds;

/// <summary>A new display.</summary>
internal sealed class NewDisplayPlan(DevicePlanner planner, Machine machine, NewDevice asked) : DevicePlan(machine, asked)
{
    public override bool AsksHost => true;

    public override bool ReachesHost => base.ReachesHost || DisplaySettings.IsReachable(Asked.Listen);

    public override IEnumerable<FieldNote> Warnings(InventorySnapshot inventory) => DisplaySettings.Warnings(Asked, inventory, Machine, Type, null);

    private string Type => string.IsNullOrEmpty(Asked.Type) ? DisplaySettings.Vnc : Asked.Type;

    protected override IEnumerable<string> Fields => [.. DisplaySettings.FieldsOf(Type), "type"];

    /// <summary>The types that a host offers for a machine.</summary>
    public static IEnumerable<string> TypesOf(GuestKind kind, HostOffer offer) => DisplaySettings.Types.Where(type => offer.HasGraphics(type) && (kind.IsQemu || (kind.Xen is not null && type is not DisplaySettings.EglHeadless)));

    protected override IEnumerable<(string Argument, string? Mistake)> Own(InventorySnapshot inventory) =>
    [
        ("type", OneOf.Mistake(Type, [.. TypesOf(GuestKind.Of(Machine), planner.OfferFor(Machine))]) ?? (Definitions.Any(domain => domain.Graphics.Any(display => display.Type == Type)) ? "It has one already: QEMU has one of each type." : null)),
        .. DisplaySettings.Mistakes(Asked, inventory, Machine, Type, null),
    ];

    public override IEnumerable<DeviceXml> Make()
    {
        var display = new GraphicsXml(new XElement("graphics")) { Type = Type };
        if (Type is not DisplaySettings.EglHeadless)
            DisplaySettings.Apply(Asked with { Listen = Asked.Gl == true ? null : Asked.Listen ?? DisplaySettings.Loopback, Port = Asked.Gl == true ? null : Asked.Port ?? 0 }, display);
        yield return display;
    }
}

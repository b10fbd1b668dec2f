using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Hardware;

namespace WebConsole.Features.Provisioning.Definitions;

// What is written another way for Xen: what starts the machine, and its devices.
internal sealed partial class MachineDefinition
{
    /// <summary>What the names of Xen's firmware have in them.</summary>
    internal const string XenBios = "hvmloader", XenUefi = "ovmf";

    /// <summary>Xen looks for it among its own programs.</summary>
    private const string XenBootLoader = "pygrub";

    private void WriteHvmStart()
    {
        foreach (var feature in new[] { "acpi", "apic", "pae" })
            _domain.Features.Add(FeatureXml.New(feature));
        var uefi = plan.Firmware is not "bios";
        if (plan.Offer.LoaderWith(uefi ? XenUefi : XenBios) is { } loader)
            (_domain.LoaderPath, _domain.LoaderType, _domain.LoaderReadOnly) = (loader, uefi ? "pflash" : "rom", uefi ? true : null);
        // Xen's firmware knows kinds of devices, in an order.
        if (plan.Kernel is null && plan.Tree is null)
            _domain.BootDevices.Replace([.. plan.BootOrder.Select(DeviceOf).Distinct()]);
    }

    private static string DeviceOf(string target) => target.Split('[')[0] switch { "media" => "cdrom", "networks" => "network", _ => "hd" };

    private void WriteXenDevices(XenKind kind)
    {
        if (plan.HasSerial && kind.IsFull)
            WriteSerial();
        else if (plan.HasSerial)
        {
            var console = (CharacterDeviceXml)Add(new CharacterDeviceXml(new XElement("console")));
            (console.Type, console.TargetType) = ("pty", "xen");
        }
        if (plan.Graphics is not { } graphics)
            return;
        if (Defaults.TabletBus is { } bus)
            Add(new InputXml(new XElement("input")) { Type = "tablet", Bus = bus });
        Add(new GraphicsXml(new XElement("graphics")) { Type = graphics, Port = -1, AutoPort = true });
        if (plan.VideoModel is { } video)
            Add(new VideoXml(new XElement("video")) { Model = video });
    }
}

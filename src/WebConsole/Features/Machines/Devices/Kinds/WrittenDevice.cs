using System.Xml;
using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Appliances.Definitions;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines.Devices.Kinds;

/// <summary>A device that somebody wrote as XML.</summary>
internal sealed class WrittenDevice(Machine machine, NewDevice asked) : DevicePlan(machine, asked)
{
    public override bool ReachesHost => Reaches(Asked.Xml, null);

    protected override IEnumerable<string> Fields => ["xml"];

    protected override IEnumerable<(string Argument, string? Mistake)> Own(InventorySnapshot inventory) => [("xml", MistakeIn(Asked.Xml, Asked.Kind))];

    /// <summary>Whether it has anything that is not known to concern the machine alone, as with the whole definition.</summary>
    /// <param name="xml">What was written.</param>
    /// <param name="before">The device that stands there; <c>null</c> for none.</param>
    public static bool Reaches(string? xml, XElement? before) => MistakeIn(xml, null) is not null
        || HarmlessSettings.DifferInOthers(Domain(before), Domain(SafeXml.Parse(xml!).Root!));

    private static XElement Domain(XElement? device) => new("domain", new XElement("devices", device is null ? null : new XElement(device)));

    /// <param name="xml">What was written.</param>
    /// <param name="kind">The kind that it must have; <c>null</c> for any.</param>
    public static string? MistakeIn(string? xml, string? kind)
    {
        try
        {
            var element = SafeXml.Parse(xml ?? "").Root!;
            return kind is not null && element.Name != kind ? $"An element <{kind}>."
                : element.Name == "emulator" ? "A device; the emulator is no device." : null;
        }
        catch (XmlException error)
        {
            return string.IsNullOrWhiteSpace(xml) ? "The XML of a device." : DefinitionEdit.Said(error);
        }
    }

    /// <summary>None, as long as it is half typed.</summary>
    public override IEnumerable<DeviceXml> Make() => MistakeIn(Asked.Xml, Asked.Kind) is null ? [DeviceXml.Lay(new XElement(SafeXml.Parse(Asked.Xml!).Root!))] : [];
}

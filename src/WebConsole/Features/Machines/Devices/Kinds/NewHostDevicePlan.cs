using System.Globalization;
using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Machines.Devices.Kinds;

/// <summary>A device of the host that the machine gets for itself.</summary>
internal sealed class NewHostDevicePlan(DevicePlanner planner, Machine machine, NewDevice asked) : DevicePlan(machine, asked)
{
    private NodeDeviceXml? Xml => Given(planner.Inventory).Device?.Xml;

    public override ObjectId? HostDevice => Asked.HostDevice is { } name ? new ObjectId(ObjectKind.Device, Machine.Id.Host, name) : null;

    protected override IEnumerable<string> Fields => ["hostDevice", "byPlace", .. HostDeviceSettings.Fields];

    protected override IEnumerable<(string Argument, string? Mistake)> Own(InventorySnapshot inventory) => Given(inventory) is var given && given.Device?.Xml is not { } xml
        ? [("hostDevice", Asked.HostDevice is null ? "A device of the host by libvirt's name, such as pci_0000_3b_00_0." : $"The host has no device {Asked.HostDevice}.")]
        :
        [
            ("hostDevice", WhyUngivable(xml) ?? (given.IsThere ? "The machine has it already." : null)),
            ("hostDevice", given.Alike.Count > 0 && Asked.ByPlace is not true && xml.CapabilityType == "usb_device" ? $"The host has {given.Alike.Count + 1} of this vendor and product, and libvirt could not tell which is meant: give it by its place." : null),
            ("byPlace", Asked.ByPlace is not null && xml.CapabilityType != "usb_device" ? "Of USB devices only." : null),
            .. HostDeviceSettings.Mistakes(Asked, xml.PciAddress is not null),
        ];

    public override string? WhyConflicts(InventorySnapshot inventory) => Given(inventory).WhyConflicts;

    public override bool AsksForName(InventorySnapshot inventory) => Given(inventory).AsksForName;

    public override IEnumerable<FieldNote> Warnings(InventorySnapshot inventory) => Given(inventory).Warnings(Asked.Managed is not false);

    public override IEnumerable<DeviceXml> Make()
    {
        if (Xml is not { } xml || SourceOf(xml) is not { } source)
            yield break;
        if (source.Type == "scsi" && Definitions.Any(domain => ScsiController.IsMissing(domain, "scsi")))
            yield return ScsiController.Make();
        var device = new HostDeviceXml(new XElement("hostdev", new XAttribute("mode", "subsystem"), new XAttribute("type", source.Type), new XElement("source", source.Parts))) { Alias = Alias };
        if (source.Type == "pci")
            device.Managed = true;
        if (source.Type == "mdev")
            device.Model = Given(planner.Inventory).MediatedApi ?? "vfio-pci";
        HostDeviceSettings.Apply(Asked, device);
        yield return device;
    }

    private GivenDevice Given(InventorySnapshot inventory) => new(planner, inventory, Machine, Asked.HostDevice ?? "");

    private string? WhyUngivable(NodeDeviceXml xml) => xml switch
    {
        _ when Definitions.Any(domain => domain.OsType is "exe") => "Containers get devices by their XML only.",
        { CapabilityType: "mdev" or "scsi" } when Definitions.Any(domain => domain.DomainType is "xen") => "Machines of Xen get PCI and USB devices only.",
        { IsPciBridge: true } => "Other devices are behind it: a bridge stays with the host.",
        { CapabilityType: "usb_device", Name: { } name } when name.StartsWith("usb_usb", StringComparison.Ordinal) => "Other devices are plugged into it: give the PCI device of the controller in its place.",
        { CapabilityType: "net" } => "Give the PCI or USB device that the card is, or add a network card on it.",
        { CapabilityType: "storage" } => "Add it as a disk, by its path, or give the SCSI or PCI device that it is.",
        _ => SourceOf(xml) is null ? "Machines get PCI, USB, mediated and SCSI devices only." : null,
    };

    private (string Type, XElement[] Parts)? SourceOf(NodeDeviceXml xml) => xml switch
    {
        { PciAddress: { } address } => ("pci", [PciSource.Address(address)]),
        { UsbBus: { } bus, UsbDevice: { } number, VendorId: { } vendor, ProductId: { } product } => ("usb",
        [
            new("vendor", new XAttribute("id", vendor)), new("product", new XAttribute("id", product)),
            .. Asked.ByPlace is true ? [Element("address", ("bus", bus), ("device", number))] : Array.Empty<XElement>(),
        ]),
        { MediatedUuid: { } uuid } => ("mdev", [new("address", new XAttribute("uuid", uuid.ToString("D")))]),
        { ScsiAdapter: { } adapter, ScsiBus: { } line, ScsiTarget: { } target, ScsiUnit: { } unit } => ("scsi",
            [new("adapter", new XAttribute("name", string.Create(CultureInfo.InvariantCulture, $"scsi_host{adapter}"))), Element("address", ("bus", line), ("target", target), ("unit", unit))]),
        _ => null,
    };

    private static XElement Element(string name, params ReadOnlySpan<(string Name, long Value)> attributes)
    {
        var element = new XElement(name);
        foreach (var (attribute, value) in attributes)
            element.SetAttributeValue(attribute, value.ToString(CultureInfo.InvariantCulture));
        return element;
    }
}

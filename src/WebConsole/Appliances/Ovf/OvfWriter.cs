using System.Globalization;
using System.Xml.Linq;
using Libvirt.Xml;
using static WebConsole.Appliances.Ovf.OvfNames;

namespace WebConsole.Appliances.Ovf;

/// <summary>
/// Writes the OVF descriptor, of version 1.1, of a machine whose disks are stream-optimised VMDK images: of all formats the one
/// that VMware, VirtualBox and the tools of KVM import. What others don't have is written as what they have.
/// </summary>
internal static class OvfWriter
{
    /// <summary>The machine's operating system by CIM's numbers, where only the family is known.</summary>
    private const int OtherSystem = 1, Linux = 101, Windows = 120;

    /// <param name="machine">Its definition.</param>
    /// <param name="disks">Its disks, in the order of the definition.</param>
    public static OvfExport Write(DomainXml machine, IReadOnlyList<ExportedDisk> disks)
    {
        var hardware = new OvfItems(machine, disks);
        var networks = machine.Interfaces.Select(OvfItems.NetworkOf).Distinct().ToList();
        var envelope = new XElement(Envelope + "Envelope", new XAttribute("xmlns", Envelope), new XAttribute(XNamespace.Xmlns + "ovf", Envelope),
            new XAttribute(XNamespace.Xmlns + "rasd", Rasd), new XAttribute(XNamespace.Xmlns + "vssd", Vssd), new XAttribute(XNamespace.Xmlns + "vmw", VMware),
            new XElement(Envelope + "References", disks.Select((disk, index) => new XElement(Envelope + "File", Attribute("id", $"file{index + 1}"), Attribute("href", disk.FileName), Attribute("size", disk.Length)))),
            Section("DiskSection", "The disks", disks.Select((disk, index) => new XElement(Envelope + "Disk", Attribute("diskId", $"disk{index + 1}"),
                Attribute("fileRef", $"file{index + 1}"), Attribute("capacity", disk.CapacityBytes), Attribute("format", StreamOptimized)))),
            Section("NetworkSection", "The networks", networks.Select(name => new XElement(Envelope + "Network", Attribute("name", name), new XElement(Envelope + "Description", name)))),
            System(machine, hardware));
        return new OvfExport(SafeXml.Format(new XDocument(envelope)), hardware.Remarks);
    }

    private static XElement System(DomainXml machine, OvfItems hardware) => new(Envelope + "VirtualSystem", Attribute("id", machine.Name ?? ""),
        new XElement(Envelope + "Info", "A virtual machine"), new XElement(Envelope + "Name", machine.Name),
        new XElement(Envelope + "OperatingSystemSection", Attribute("id", SystemNumber(machine.OperatingSystemId)), new XElement(Envelope + "Info", "The operating system"),
            machine.OperatingSystemId is { } id ? new XElement(Envelope + "Description", id) : null),
        Section("VirtualHardwareSection", "The hardware",
        [
            new XElement(Envelope + "System", new XElement(Vssd + "ElementName", "Virtual Hardware Family"), new XElement(Vssd + "InstanceID", 0), new XElement(Vssd + "VirtualSystemType", "vmx-13")),
            .. hardware.All,
            .. Firmware(machine),
        ]),
        machine.Description is { } text ? new XElement(Envelope + "AnnotationSection", new XElement(Envelope + "Info", "Notes"), new XElement(Envelope + "Annotation", text)) : null);

    private static IEnumerable<XElement> Firmware(DomainXml machine)
    {
        if (machine.Firmware != "efi" && machine.LoaderType != "pflash")
            yield break;
        yield return Config("firmware", "efi");
        if (machine.LoaderSecure is true)
            yield return Config("bootOptions.efiSecureBootEnabled", "true");
    }

    private static XElement Config(string key, string value) => new(VMware + "Config", Attribute("required", "false"), new XAttribute(VMware + "key", key), new XAttribute(VMware + "value", value));

    private static XElement Section(string name, string info, IEnumerable<XElement> content) => new(Envelope + name, new XElement(Envelope + "Info", info), content);

    private static string SystemNumber(string? libosinfo) =>
        (libosinfo is null ? OtherSystem : libosinfo.Contains("microsoft.com", StringComparison.Ordinal) ? Windows : Linux).ToString(CultureInfo.InvariantCulture);
}

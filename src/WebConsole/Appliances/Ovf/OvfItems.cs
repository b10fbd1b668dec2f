using System.Xml.Linq;
using Libvirt.Xml;
using static WebConsole.Appliances.Ovf.OvfNames;

namespace WebConsole.Appliances.Ovf;

/// <summary>A machine's hardware as items of a descriptor.</summary>
internal sealed class OvfItems
{
    private const long Mebibyte = 1L << 20;

    private readonly List<XElement> _items = [];
    private readonly List<string> _remarks = [];
    private readonly Dictionary<string, (string Id, int Places)> _controllers = [];

    public OvfItems(DomainXml machine, IReadOnlyList<ExportedDisk> disks)
    {
        var (processors, memory) = (machine.VirtualCpus ?? 1, (machine.MemoryBytes ?? 0) / Mebibyte);
        Add(OvfItem.Processor, $"{processors} virtual CPU(s)", ("AllocationUnits", "hertz * 10^6"), ("VirtualQuantity", processors));
        if (machine.Cores is > 1 and var cores)
            _items[0].Add(new XElement(VMware + "CoresPerSocket", Attribute("required", "false"), cores * (machine.Threads ?? 1)));
        Add(OvfItem.Memory, $"{memory} MB of memory", ("AllocationUnits", "byte * 2^20"), ("VirtualQuantity", memory));
        foreach (var (disk, index) in disks.Select((disk, index) => (disk, index)))
            AddDisk(machine.Disks.First(one => one.TargetDevice == disk.Target), OvfItem.Disk, $"Hard disk {index + 1}", $"ovf:/disk/disk{index + 1}");
        foreach (var drive in machine.Disks.Where(one => one.Device == "cdrom"))
            AddDisk(drive, OvfItem.Cd, $"CD drive {drive.TargetDevice}", null);
        foreach (var card in machine.Interfaces)
            AddCard(card);
        Remark(machine, disks);
    }

    public IReadOnlyList<XElement> All => _items;

    public IReadOnlyList<string> Remarks => _remarks;

    /// <summary>The name that whoever imports it is asked about.</summary>
    public static string NetworkOf(InterfaceXml card) => card.SourceNetwork ?? card.SourceBridge ?? card.SourceDevice ?? card.Type ?? "network";

    private void AddDisk(DiskXml disk, int type, string caption, string? content)
    {
        var bus = disk.TargetBus is "ide" or "scsi" or "nvme" ? disk.TargetBus : "sata";
        if (disk.TargetBus is { } own && own != bus)
            _remarks.Add($"{disk.TargetDevice} is written as a {bus.ToUpperInvariant()} disk: others have no bus {own}.");
        var controller = ControllerOf(bus);
        var item = Add(type, caption, ("AddressOnParent", controller.Place), ("Parent", controller.Id));
        if (content is not null)
            item.Element(Rasd + "ElementName")!.AddAfterSelf(new XElement(Rasd + "HostResource", content));
    }

    private (string Id, int Place) ControllerOf(string bus)
    {
        if (!_controllers.TryGetValue(bus, out var found))
        {
            var item = bus switch
            {
                "ide" => Add(OvfItem.Ide, "IDE controller 0", ("Address", 0)),
                "scsi" => Add(OvfItem.Scsi, "SCSI controller 0", ("Address", 0), ("ResourceSubType", "lsilogicsas")),
                "nvme" => Add(OvfItem.OtherStorage, "NVMe controller 0", ("Address", 0), ("ResourceSubType", "vmware.nvme.controller")),
                _ => Add(OvfItem.OtherStorage, "SATA controller 0", ("Address", 0), ("ResourceSubType", "vmware.sata.ahci")),
            };
            found = (item.Element(Rasd + "InstanceID")!.Value, 0);
        }
        _controllers[bus] = found with { Places = found.Places + 1 };
        return (found.Id, found.Places);
    }

    private void AddCard(InterfaceXml card)
    {
        var model = card.Model switch { "e1000" => "E1000", "e1000e" => "E1000e", "vmxnet3" => "VmxNet3", "pcnet" => "PCNet32", _ => null };
        if (model is null)
            _remarks.Add($"The network card {card.MacAddress} is written as E1000: others have no {card.Model ?? "card without a model"}.");
        var item = Add(OvfItem.Ethernet, $"Network adapter {card.MacAddress}", ("Connection", NetworkOf(card)), ("ResourceSubType", model ?? "E1000"));
        if (card.MacAddress is { } mac)
            item.AddFirst(new XElement(Rasd + "Address", mac));
    }

    private void Remark(DomainXml machine, IReadOnlyList<ExportedDisk> disks)
    {
        foreach (var disk in machine.Disks.Where(one => one.Device != "cdrom" && disks.All(other => other.Target != one.TargetDevice)))
            _remarks.Add($"The disk {disk.TargetDevice} is not exported.");
        string[] others = ["hostdev", "filesystem", "tpm", "shmem", "watchdog", "redirdev", "smartcard", "vsock"];
        foreach (var device in machine.Devices.Where(one => others.Contains(one.Kind)).GroupBy(one => one.Kind))
            _remarks.Add($"Devices of the kind {device.Key} are not exported.");
        if (machine.HasQemuCommandLine)
            _remarks.Add("Arguments for QEMU are not exported.");
    }

    /// <summary>Adds an item; the schema wants its properties in the order of their names.</summary>
    private XElement Add(int type, string caption, params (string Name, object Value)[] properties)
    {
        var item = new XElement(Envelope + "Item", properties.Append(("ElementName", caption)).Append(("InstanceID", _items.Count + 1)).Append(("ResourceType", type))
            .OrderBy(property => property.Item1, StringComparer.Ordinal).Select(property => new XElement(Rasd + property.Item1, property.Item2)));
        _items.Add(item);
        return item;
    }
}

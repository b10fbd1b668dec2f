using System.Globalization;
using System.Xml.Linq;
using WebConsole.Operations;
using WebConsole.Text;

namespace WebConsole.Appliances.Ovf;

/// <summary>Maps the hardware of a descriptor to libvirt's, and says what it can't map.</summary>
internal sealed class OvfHardware
{
    private const int MostItems = 1024;

    private readonly List<(OvfController On, int Place, ApplianceDisk Disk)> _disks = [];
    private readonly Dictionary<string, OvfController> _controllers = [];
    private readonly OvfDisks _known;
    private readonly List<string> _remarks;
    private readonly List<OvfItem> _items;

    /// <param name="section">A <c>VirtualHardwareSection</c>.</param>
    /// <param name="configuration">The variant of the machine that is taken.</param>
    /// <param name="known">The disks and files that items name.</param>
    /// <param name="remarks">Gets what is not taken over.</param>
    public OvfHardware(XElement section, string? configuration, OvfDisks known, List<string> remarks)
    {
        (_known, _remarks) = (known, remarks);
        string[] kinds = ["Item", "StorageItem", "EthernetPortItem"];
        _items = [.. section.Elements().Where(element => kinds.Contains(element.Name.LocalName)).Select(element => new OvfItem(element))
            .Where(item => item.Configuration is null || (configuration is not null && item.Configuration.Split(' ').Contains(configuration)))];
        if (_items.Count > MostItems)
            throw new OperationFailedException($"The descriptor has more than {MostItems} pieces of hardware.", OvfReader.AnotherFile);
        foreach (var (item, order) in _items.Select((item, order) => (item, order)))
        {
            if (item.Id is { } id && OvfController.Of(item, order) is { } controller)
                _controllers[id] = controller;
        }
        // What belongs to one variant comes after what it replaces.
        foreach (var item in _items.Where(item => item.Id is null || item == _items.Last(other => other.Id == item.Id)))
            Take(item);
    }

    public int? Vcpus { get; private set; }

    public int? CoresPerSocket { get; private set; }

    public long? MemoryBytes { get; private set; }

    /// <summary>A firmware boots the first disk of the controller with the lowest number, wherever that stands in the descriptor.</summary>
    public IReadOnlyList<ApplianceDisk> Disks =>
        [.. _disks.OrderBy(disk => FirstOf(disk.On)).ThenBy(disk => disk.On.Address).ThenBy(disk => disk.On.Order).ThenBy(disk => disk.Place).Select(disk => disk.Disk)];

    public List<ApplianceDrive> Drives { get; } = [];

    public List<ApplianceCard> Cards { get; } = [];

    private void Take(OvfItem item)
    {
        switch (item.Type)
        {
            case OvfItem.Processor:
                Vcpus = int.TryParse(item.Quantity, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count : item.OVirtVcpus;
                CoresPerSocket = item.CoresPerSocket;
                break;
            case OvfItem.Memory:
                MemoryBytes = AllocationUnit.ToBytes(item.Quantity, item.Units ?? "MB");
                break;
            case OvfItem.Disk or OvfItem.StorageExtent or OvfItem.LogicalDisk:
                TakeDisk(item);
                break;
            case OvfItem.Cd or OvfItem.Dvd:
                Drives.Add(new ApplianceDrive(ControllerOf(item).Bus, _known.Content(item.Host)));
                break;
            case OvfItem.Ethernet or OvfItem.EthernetConnection:
                TakeCard(item);
                break;
            default:
                Remark(item);
                break;
        }
    }

    private void TakeDisk(OvfItem item)
    {
        if (_known.IdOf(item.Host) is not { } id)
            throw new OperationFailedException($"It does not become clear what the disk {item.Caption} holds.", OvfReader.AnotherFile);
        if (_disks.Any(other => other.Disk.Id == id))
            throw new OperationFailedException($"The disk {id} is used twice.", OvfReader.AnotherFile);
        var on = ControllerOf(item);
        var (capacity, file, format) = _known.Disk(id);
        if (file is not null && _disks.FirstOrDefault(other => other.Disk.File == file).Disk is { } twin)
            throw new OperationFailedException($"The disks {twin.Id} and {id} are one file, {file.Name}.", OvfReader.AnotherFile);
        _disks.Add((on, item.Place, new ApplianceDisk(id, capacity, file, format, on.Bus, on.Model)));
    }

    private OvfController ControllerOf(OvfItem item) => item.Parent is { } parent && _controllers.TryGetValue(parent, out var found) ? found : OvfController.Unknown;

    /// <summary>The place in the descriptor of the first controller of the same bus.</summary>
    private int FirstOf(OvfController controller) => controller == OvfController.Unknown ? controller.Order
        : _controllers.Values.Where(other => other.Bus == controller.Bus).Min(other => other.Order);

    private void TakeCard(OvfItem item)
    {
        // Of several, the first that there is.
        var model = item.SubType?.Split(' ').Select(CardModel).FirstOrDefault(model => model is not null);
        if (model is null && item.SubType is { } unknown)
            _remarks.Add($"{item.Caption}: QEMU has no network card {unknown}.");
        Cards.Add(new ApplianceCard(item.Connection, model, item.Address is { } address && MacAddress.IsOfOneCard(address) ? address.ToLowerInvariant() : null));
    }

    private static string? CardModel(string kind) => kind.ToUpperInvariant() switch
    {
        "E1000" => "e1000",
        "E1000E" => "e1000e",
        "VMXNET3" => "vmxnet3",
        "PCNET32" or "FLEXIBLE" => "pcnet",
        // oVirt's are numbers.
        "VIRTIO" or "VIRTIO-NET" or "3" => "virtio",
        "RTL8139" or "1" => "rtl8139",
        "2" => "e1000",
        _ => null,
    };

    private void Remark(OvfItem item)
    {
        if (OvfController.Of(item, 0) is { } controller)
        {
            if (controller is { Bus: "scsi", Model: null })
                _remarks.Add($"{item.Caption}: QEMU has no SCSI controller {item.SubType ?? "of no name"}.");
            return;
        }
        // Every new machine has a display.
        if (item.Type != OvfItem.Graphics)
            _remarks.Add($"{item.Caption} is not taken over ({Kind(item.Type)}).");
    }

    private static string Kind(int? type) => type switch
    {
        OvfItem.Floppy => "floppy drive",
        OvfItem.Serial => "serial port",
        OvfItem.Parallel => "parallel port",
        OvfItem.Usb => "USB controller",
        OvfItem.Sound => "sound card",
        _ => $"resource type {type?.ToString(CultureInfo.InvariantCulture) ?? "unknown"}",
    };
}

using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Libvirt.Xml;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Hypervisor.HostDevices;

/// <summary>Names devices of a host as definitions do, so that both can be compared: <c>pci:0000:3b:00.0</c>, <c>net:eth0</c>.</summary>
internal static partial class DevicePlaces
{
    private static readonly ConditionalWeakTable<Machine, object> Known = [];

    /// <summary>The names of one device; of USB devices of the same product, one is the same.</summary>
    public static IEnumerable<string> OfHost(NodeDeviceXml device)
    {
        if (device.PciAddress is { } pci)
            yield return Pci(pci);
        if (device is { UsbBus: { } bus, UsbDevice: { } number })
            yield return Usb(bus, number);
        if (device is { CapabilityType: "usb_device", VendorId: { } vendor, ProductId: { } product })
            yield return UsbProduct(vendor, product);
        if (device.MediatedUuid is { } uuid)
            yield return $"mdev:{uuid:D}";
        if (device is { ScsiAdapter: { } adapter, ScsiBus: { } line, ScsiTarget: { } target, ScsiUnit: { } unit })
            yield return Scsi($"{adapter}", line, target, unit);
        if (device.ScsiHost is { } host)
            yield return string.Create(CultureInfo.InvariantCulture, $"scsi_host:{host}");
        if (device.InterfaceName is { } card)
            yield return $"net:{card}";
        if (device.BlockDevice is { } block)
        {
            foreach (var node in device.DeviceNodes.Append(block).Distinct())
                yield return $"block:{node}";
        }
    }

    /// <summary>What the definitions of a machine name, with whether the running one does.</summary>
    public static ImmutableArray<(string Place, bool Now, bool Next)> OfMachine(Machine machine) => (ImmutableArray<(string Place, bool Now, bool Next)>)Known.GetValue(machine, static machine => Read(machine));

    /// <summary>What the definition of a pool names.</summary>
    public static IEnumerable<string> OfPool(StoragePool pool)
    {
        if (!StoragePoolXml.TryParse(pool.InactiveXml ?? pool.Xml, out var xml))
            return [];
        return xml.SourceDevices.Select(Block).Concat(xml.SourceAdapter is { } adapter ? [Adapter(adapter)] : []);
    }

    /// <summary>What the definition of a network names.</summary>
    public static IEnumerable<string> OfNetwork(Network network)
    {
        if (!NetworkXml.TryParse(network.Xml, out var xml))
            return [];
        return xml.ForwardInterfaces.Append(xml.ForwardDevice).Append(xml.ForwardPhysicalFunction).Append(xml.Bridge).OfType<string>().Distinct().Select(card => $"net:{card}")
            .Concat(xml.ForwardPciAddresses.Select(Pci));
    }

    /// <summary>The files of disks of the host that the definitions of a machine name, with whether the running one does.</summary>
    public static IEnumerable<(string Path, bool Now)> DisksOf(InventorySnapshot inventory, Machine machine)
    {
        var (now, all) = (FilesOf(machine.Xml), FilesOf(machine.Xml).Concat(FilesOf(machine.InactiveXml)));
        return all.Distinct().Select(path => (path, machine.IsActive && now.Contains(path)));

        string[] FilesOf(string? xml) => !DomainXml.TryParse(xml, out var domain) ? [] :
            [.. domain.Devices.OfType<DiskXml>().Select(disk => disk.Source is { Pool: { } pool, Volume: { } volume } ? VolumeNames.ImageOf(inventory, machine.Id.Host, pool, volume) : disk.Source.Device ?? disk.Source.File).OfType<string>().Where(IsDevice)];
    }

    /// <summary>The files of disks of the host that a pool is on, or has as volumes.</summary>
    public static IEnumerable<string> DisksOf(InventorySnapshot inventory, StoragePool pool) =>
        (StoragePoolXml.TryParse(pool.InactiveXml ?? pool.Xml, out var xml) ? xml.SourceDevices : Enumerable.Empty<string>()).Concat(inventory.Volumes.GetValueOrDefault((pool.Host, pool.Uuid))?.Listed.Select(volume => volume.Path).OfType<string>() ?? []).Where(IsDevice);

    /// <summary>The name of the disk that a file leads to, as <see cref="OfHost"/> has it.</summary>
    public static string OfDisk(string path) => Block(path);

    private static bool IsDevice(string path) => path.StartsWith("/dev/", StringComparison.Ordinal);

    private static ImmutableArray<(string Place, bool Now, bool Next)> Read(Machine machine)
    {
        var (now, next) = (Of(machine.Xml), Of(machine.InactiveXml));
        if (machine.InactiveXml is null && !machine.IsActive)
            next = now;
        return [.. now.Union(next).Select(place => (place, machine.IsActive && now.Contains(place), next.Contains(place)))];
    }

    private static HashSet<string> Of(string? xml) => DomainXml.TryParse(xml, out var domain) ? [.. domain.Devices.Select(Of).OfType<string>()] : [];

    private static string? Of(DeviceXml device) => device switch
    {
        HostDeviceXml { Type: "pci", PciAddress: { } address } => Pci(address),
        // Where the running machine says which of several alike it has, it has no other.
        HostDeviceXml { Type: "usb", UsbBus: { } bus, UsbDevice: { } number } => Usb(bus, number),
        HostDeviceXml { Type: "usb", VendorId: { } vendor, ProductId: { } product } => UsbProduct(vendor, product),
        HostDeviceXml { Type: "mdev", SourceAddress.Uuid: { } uuid } => $"mdev:{uuid:D}",
        HostDeviceXml { Type: "scsi", Adapter.Name: { } adapter } scsi => Scsi(Bare(adapter, "scsi_host"), scsi.ScsiBus ?? 0, scsi.ScsiTarget ?? 0, scsi.ScsiUnit ?? 0),
        InterfaceXml { SourcePciAddress: { } address } => Pci(address),
        InterfaceXml { Type: "direct", SourceDevice: { } card } => $"net:{card}",
        InterfaceXml { Type: "bridge", SourceBridge: { } bridge } => $"net:{bridge}",
        DiskXml { Type: "nvme", SourcePciAddress: { } address } => Pci(address),
        DiskXml { Type: "block", Source.Device: { } path } => Block(path),
        _ => null,
    };

    private static string Pci(string address) => $"pci:{address}";

    private static string Usb(int bus, int number) => string.Create(CultureInfo.InvariantCulture, $"usb:{bus}.{number}");

    private static string UsbProduct(string vendor, string product) => $"usb-product:{Bare(vendor, "0x")}:{Bare(product, "0x")}".ToLowerInvariant();

    private static string Scsi(string adapter, int bus, int target, long unit) => string.Create(CultureInfo.InvariantCulture, $"scsi:{adapter}.{bus}.{target}.{unit}");

    private static string Adapter(string name) => $"scsi_host:{Bare(Bare(name, "scsi_host"), "host")}";

    /// <summary>The disk that a partition is on: libvirt lists whole disks.</summary>
    private static string Block(string path) => $"block:{PartitionName().Replace(path, "$1$2$3")}";

    [GeneratedRegex(@"\A(/dev/(?:[shv]|xv)d[a-z]+)\d+\z|\A(/dev/(?:nvme\d+n|mmcblk)\d+)p\d+\z|\A(/dev/disk/by-(?:id|path)/.+)-part\d+\z")]
    private static partial Regex PartitionName();

    private static string Bare(string name, string prefix) => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? name[prefix.Length..] : name;
}

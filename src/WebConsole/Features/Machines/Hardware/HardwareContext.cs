using System.Collections.Immutable;
using Libvirt.Xml;
using WebConsole.Access;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Storage.Volumes;

namespace WebConsole.Features.Machines.Hardware;

/// <summary>Facts that a definition does not contain: the objects behind its names, and the sizes of disks.</summary>
/// <param name="Inventory">The inventory of the host.</param>
/// <param name="Host">The host's name.</param>
public sealed record HardwareContext(InventorySnapshot Inventory, string Host)
{
    /// <summary>The sizes of disks in use, as reported by QEMU, in bytes by their name in the machine.</summary>
    public ImmutableDictionary<string, long> DiskSizes { get; init; } = ImmutableDictionary<string, long>.Empty;

    public static HardwareContext Of(Machine machine, InventorySnapshot inventory, VisibleMetrics metrics)
    {
        var context = new HardwareContext(inventory, machine.Id.Host);
        // Sizes of an earlier run may belong to other disks.
        return machine.IsActive ? context with { DiskSizes = metrics.DiskSizesOf(machine.Id) } : context;
    }

    public Network? Network(string? name) =>
        Inventory.Networks.Values.FirstOrDefault(network => network.Host == Host && network.Name == name);

    public StoragePool? Pool(string? name) =>
        Inventory.StoragePools.Values.FirstOrDefault(pool => pool.Host == Host && pool.Name == name);

    /// <summary>The pool that holds a disk.</summary>
    public StoragePool? PoolOf(DiskXml disk) =>
        disk.Source.Pool is { } name ? Pool(name)
        : (disk.Source.File ?? disk.Source.Device) is { } path ? PoolHolding(path)
        : null;

    /// <summary>The size of a disk for the guest, in bytes; known for disks in use and for volumes of pools.</summary>
    public long? CapacityOf(DiskXml disk) =>
        disk.TargetDevice is { } name && DiskSizes.TryGetValue(name, out var bytes) ? bytes : VolumeOf(disk)?.Volume.CapacityBytes;

    /// <summary>The pool whose directory directly contains the path; pools do not include subdirectories.</summary>
    public StoragePool? PoolHolding(string path)
    {
        var directory = Path.GetDirectoryName(path);
        return directory is { Length: > 0 } ? Inventory.StoragePools.Values.FirstOrDefault(pool => pool.Host == Host && TargetOf(pool) == directory) : null;
    }

    /// <summary>The host's name of the PCI device at an address like <c>0000:3b:00.0</c>.</summary>
    public string? PciDeviceName(string address) => PciDevice(address) is { } device && NodeDeviceXml.TryParse(device.Xml, out var view) ? Named(view) : null;

    /// <summary>The host's PCI device at an address.</summary>
    public NodeDevice? PciDevice(string address) => Inventory.NodeDevices.GetValueOrDefault((Host, "pci_" + address.Replace(':', '_').Replace('.', '_')));

    /// <summary>The host's name of the USB device with these numbers.</summary>
    public string? UsbDeviceName(string vendorId, string productId) => Inventory.NodeDevices.Values
        .Where(device => device.Host == Host && device.Name.StartsWith("usb_", StringComparison.Ordinal))
        .Select(device => NodeDeviceXml.TryParse(device.Xml, out var view) ? view : null)
        .FirstOrDefault(view => view?.VendorId == vendorId && view.ProductId == productId) is { } found
            ? Named(found)
            : null;

    /// <summary>The volume of a pool that a disk is on, where its pool has been read.</summary>
    public PoolVolume? VolumeOf(DiskXml disk) => DiskVolumes.Of(Inventory, Host, disk);

    private static string? Named(NodeDeviceXml device)
    {
        var name = string.Join(' ', new[] { device.VendorName, device.ProductName }.OfType<string>());
        return name.Length > 0 ? name : null;
    }

    private static string? TargetOf(StoragePool pool) =>
        StoragePoolXml.TryParse(pool.Xml, out var view) ? view.TargetPath?.TrimEnd('/') : null;
}

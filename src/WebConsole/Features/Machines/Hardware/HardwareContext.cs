using System.Collections.Immutable;
using Libvirt.Xml;
using WebConsole.Access;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines.Hardware;

/// <summary>What a definition alone does not tell: where names lead on its host, and how large disks are.</summary>
/// <param name="Inventory">What is known of the host.</param>
/// <param name="Host">The host's name.</param>
public sealed record HardwareContext(InventorySnapshot Inventory, string Host)
{
    /// <summary>How large the disks are that are in use, as QEMU says, in bytes by their name in the machine.</summary>
    public ImmutableDictionary<string, long> DiskSizes { get; init; } = ImmutableDictionary<string, long>.Empty;

    public static HardwareContext Of(Machine machine, InventorySnapshot inventory, VisibleMetrics metrics)
    {
        var context = new HardwareContext(inventory, machine.Id.Host);
        // What was said of a run that is over may be of other disks.
        return machine.IsActive ? context with { DiskSizes = metrics.DiskSizesOf(machine.Id) } : context;
    }

    public Network? Network(string? name) =>
        Inventory.Networks.Values.FirstOrDefault(network => network.Host == Host && network.Name == name);

    public StoragePool? Pool(string? name) =>
        Inventory.StoragePools.Values.FirstOrDefault(pool => pool.Host == Host && pool.Name == name);

    /// <summary>The pool that holds a disk.</summary>
    public StoragePool? PoolOf(DiskXml disk) =>
        disk.SourcePool is { } name ? Pool(name)
        : (disk.SourceFile ?? disk.SourceDevice) is { } path ? PoolHolding(path)
        : null;

    /// <summary>The size that the guest sees of a disk, in bytes; known of disks in use, and of the volumes of pools.</summary>
    public long? CapacityOf(DiskXml disk) =>
        disk.TargetDevice is { } name && DiskSizes.TryGetValue(name, out var bytes) ? bytes : VolumeSizeOf(disk);

    /// <summary>The pool in whose directory the path lies immediately; pools do not look into subdirectories.</summary>
    public StoragePool? PoolHolding(string path)
    {
        var directory = Path.GetDirectoryName(path);
        return directory is { Length: > 0 } ? Inventory.StoragePools.Values.FirstOrDefault(pool => pool.Host == Host && TargetOf(pool) == directory) : null;
    }

    /// <summary>What the host calls the PCI device at an address like <c>0000:3b:00.0</c>.</summary>
    public string? PciDeviceName(string address) =>
        Inventory.NodeDevices.TryGetValue((Host, "pci_" + address.Replace(':', '_').Replace('.', '_')), out var device)
        && NodeDeviceXml.TryParse(device.Xml, out var view)
            ? Named(view)
            : null;

    /// <summary>What the host calls the USB device with these numbers.</summary>
    public string? UsbDeviceName(string vendorId, string productId) => Inventory.NodeDevices.Values
        .Where(device => device.Host == Host && device.Name.StartsWith("usb_", StringComparison.Ordinal))
        .Select(device => NodeDeviceXml.TryParse(device.Xml, out var view) ? view : null)
        .FirstOrDefault(view => view?.VendorId == vendorId && view.ProductId == productId) is { } found
            ? Named(found)
            : null;

    private long? VolumeSizeOf(DiskXml disk) => PoolOf(disk) is { } pool && Inventory.Volumes.TryGetValue((Host, pool.Uuid), out var volumes)
        ? volumes.Listed.FirstOrDefault(volume => disk.SourcePool is null ? volume.Path == disk.SourcePath : volume.Name == disk.SourceVolume)?.CapacityBytes
        : null;

    private static string? Named(NodeDeviceXml device)
    {
        var name = string.Join(' ', new[] { device.VendorName, device.ProductName }.OfType<string>());
        return name.Length > 0 ? name : null;
    }

    private static string? TargetOf(StoragePool pool) =>
        StoragePoolXml.TryParse(pool.Xml, out var view) ? view.TargetPath?.TrimEnd('/') : null;
}

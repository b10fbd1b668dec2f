using WebConsole.Hypervisor;
using WebConsole.Hypervisor.HostDevices;

namespace WebConsole.Features.Host;

/// <summary>A device of a host, as the API shows it; what it has not is missing.</summary>
internal sealed record HostDeviceItem
{
    /// <summary>libvirt's name: <c>pci_0000_3b_00_0</c>.</summary>
    public required string Name { get; init; }

    /// <summary><c>PCI</c>, <c>USB</c>, <c>network</c>, <c>disk</c>, <c>SCSI</c>, <c>mediated</c>, <c>graphics</c>, <c>system</c> or <c>other</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What it is.</summary>
    public required string Title { get; init; }

    /// <summary>The device that it is connected to.</summary>
    public string? Parent { get; init; }

    /// <summary>Its address, file, name or UUID.</summary>
    public string? At { get; init; }

    public string? Vendor { get; init; }
    public string? Product { get; init; }

    /// <summary>The kernel's driver.</summary>
    public string? Driver { get; init; }

    public int? IommuGroup { get; init; }

    /// <summary>The others in its IOMMU group, by libvirt's names.</summary>
    public IReadOnlyList<string>? GroupedWith { get; init; }

    public int? NumaNode { get; init; }

    /// <summary>Of a network card: <c>up</c> or <c>down</c>.</summary>
    public string? Link { get; init; }

    /// <summary>Of a network card, in Mbit/s.</summary>
    public int? Speed { get; init; }

    /// <summary>Of a disk, in bytes.</summary>
    public long? Size { get; init; }

    /// <summary>The PCI address of the device that it is a virtual function of.</summary>
    public string? PhysicalFunction { get; init; }

    /// <summary>How many virtual functions it has.</summary>
    public int? VirtualFunctions { get; init; }

    /// <summary>How many it may have.</summary>
    public int? MostVirtualFunctions { get; init; }

    /// <summary>The kinds of mediated devices that it can be divided into.</summary>
    public IReadOnlyList<MediatedTypeItem>? MediatedTypes { get; init; }

    /// <summary>Whether it is there; a mediated device may be defined only.</summary>
    public required bool Active { get; init; }

    /// <summary>Of a mediated device: whether libvirt keeps its definition, and makes it when its parent appears.</summary>
    public bool? Persistent { get; init; }

    public bool? Autostart { get; init; }

    /// <summary>Who uses it, or a device behind it.</summary>
    public required IReadOnlyList<DeviceUseItem> Users { get; init; }

    public static HostDeviceItem Of(HostDevice device, HostDeviceMap map)
    {
        var (xml, functions) = (device.Xml, device.VirtualFunctions);
        var isMediated = xml?.CapabilityType == "mdev";
        return new HostDeviceItem
        {
            Name = device.Name, Kind = device.Kind, Title = device.Words, Parent = device.Device.Parent, At = device.At, Vendor = xml?.VendorName, Product = xml?.ProductName ?? xml?.Model, Driver = xml?.Driver,
            IommuGroup = xml?.IommuGroup, GroupedWith = map.GroupOf(device) is { Count: > 0 } group ? [.. group.Select(other => other.Name)] : null, NumaNode = xml?.NumaNode,
            Link = xml?.LinkState, Speed = xml?.LinkSpeed, Size = xml?.SizeBytes, PhysicalFunction = xml?.PhysicalFunction, VirtualFunctions = functions?.Now, MostVirtualFunctions = functions?.Most,
            MediatedTypes = xml?.MediatedTypes is { Count: > 0 } types ? [.. types.Select(type => new MediatedTypeItem(type.Id ?? "", type.Name, type.AvailableInstances))] : null,
            Active = device.Device.Active, Persistent = isMediated ? device.Device.Persistent : null, Autostart = isMediated ? device.Device.Autostart : null,
            Users = [.. map.UsersOf(device).Select(DeviceUseItem.Of)],
        };
    }
}

/// <summary>A kind of mediated device.</summary>
/// <param name="Type">The driver's name for it.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Available">How many more of it can be made.</param>
internal sealed record MediatedTypeItem(string Type, string? Name, int? Available);

/// <summary>Who uses a device.</summary>
/// <param name="Kind"><c>machine</c>, <c>pool</c>, <c>network</c> or <c>host</c>.</param>
/// <param name="Name">Its name; of the host, what for.</param>
/// <param name="Uuid">Of all but the host.</param>
/// <param name="Now">Whether at the moment, or when it starts.</param>
internal sealed record DeviceUseItem(string Kind, string Name, string? Uuid, bool Now)
{
    public static DeviceUseItem Of(DeviceUse use) => new(use.Id?.Kind.ToToken() ?? ObjectKind.Host.ToToken(), use.Name, use.Id?.Key, use.Now);
}

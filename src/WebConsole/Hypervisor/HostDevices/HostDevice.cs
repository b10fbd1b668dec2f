using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Libvirt.Xml;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Hypervisor.HostDevices;

/// <summary>A device of a host with its description, which is read once.</summary>
public sealed class HostDevice
{
    private static readonly ConditionalWeakTable<NodeDevice, HostDevice> Known = [];

    private HostDevice(NodeDevice device)
    {
        Device = device;
        Xml = NodeDeviceXml.TryParse(device.Xml, out var xml) ? xml : null;
        SysfsPath = Xml?.SysfsPath is { Length: > 0 } path ? path : null;
        Words = (Xml is null ? null : NodeDeviceWords.What(Xml)) ?? device.Name;
        Places = Xml is null ? [] : [.. DevicePlaces.OfHost(Xml)];
    }

    public NodeDevice Device { get; }

    /// <summary>Its description; <c>null</c> where that can't be read.</summary>
    public NodeDeviceXml? Xml { get; }

    /// <summary>Where it is in sysfs; <c>null</c> where that is not told.</summary>
    public string? SysfsPath { get; }

    /// <summary>libvirt's name.</summary>
    public string Name => Device.Name;

    /// <summary>What it is, for people; untrusted, since devices name themselves.</summary>
    public string Words { get; }

    /// <summary>The kind to filter by (<see cref="NodeDeviceWords.Kind"/>).</summary>
    public string Kind => NodeDeviceWords.Kind(Xml?.CapabilityType);

    /// <summary>By what others name it: its address, its file, its UUID.</summary>
    public ImmutableArray<string> Places { get; }

    /// <summary>Where it is, for people.</summary>
    public string? At => Xml switch
    {
        { PciAddress: { } address } => address,
        { UsbBus: { } bus, UsbDevice: { } number } => $"bus {bus}, device {number}",
        { MediatedUuid: { } uuid } => uuid.ToString("D"),
        { ScsiAdapter: { } host } => $"host {host}, {Xml.ScsiBus}:{Xml.ScsiTarget}:{Xml.ScsiUnit}",
        _ => Xml?.BlockDevice ?? Xml?.InterfaceName,
    };

    /// <summary>How many virtual functions a PCI device has, and how many it may have at most; <c>null</c> where it can't be split.</summary>
    public (int Now, int? Most)? VirtualFunctions => Xml?.SubCapabilities.FirstOrDefault(part => part.Type == "virt_functions") is { } split ? (split.Addresses.Count, split.MaxCount) : null;

    /// <summary>Parsed once for each object of the inventory.</summary>
    public static HostDevice Of(NodeDevice device) => Known.GetValue(device, static device => new HostDevice(device));
}

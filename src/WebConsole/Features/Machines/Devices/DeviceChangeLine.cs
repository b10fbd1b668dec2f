using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Features.Machines.Devices.Kinds;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Machines.Devices;

/// <summary>virsh's commands for changes of a device.</summary>
internal sealed class DeviceChangeLine(string uri, MachineDevice device, InventorySnapshot inventory, DeviceChanges changes)
{
    private bool Runs => device.IsLive && DeviceReach.Runs(changes.Apply, device.Machine) && !DeviceChange.Renames(changes, device);

    public IEnumerable<string> All
    {
        get
        {
            if (changes.Limits is { } limits && changes.Xml is null)
                yield return Limited(limits);
            if ((changes with { Limits = null }).ChangesDefinition)
                yield return Changed();
            if (changes.Capacity is { } capacity)
                yield return Grown(capacity);
            if (changes is { Limits: null, Capacity: null, ChangesDefinition: false })
                yield return DeviceLine.For(uri, device.Machine, "edit", "");
        }
    }

    /// <summary>virsh updates disks, cards and displays; the live machine only where QEMU can.</summary>
    private string Changed()
    {
        if (device.Stands is MemoryDeviceXml { Alias: ['u', 'a', '-', ..] alias } && changes is { Requested: { } requested, Xml: null })
            return DeviceLine.For(uri, device.Machine, "update-memory-device", string.Create(CultureInfo.InvariantCulture, $"{VirshCommand.Option("alias", alias)} --requested-size {requested >> 10}K {DeviceLine.Reach(device.Machine, Runs)}"));
        if (device.Stands is not (DiskXml or InterfaceXml or GraphicsXml) || After() is not { } after || DeviceChange.Renames(changes, device))
            return DeviceLine.For(uri, device.Machine, "edit", "");
        return DeviceLine.Reading(uri, device.Machine, "update-device", after, Runs && CanRun);
    }

    private bool CanRun => device.Stands switch
    {
        InterfaceXml => changes is { Model: null, Mtu: null, Queues: null, RxQueueSize: null, TxQueueSize: null, Forwards: null, Xml: null },
        GraphicsXml => DisplaySettings.IsLive(changes),
        _ => false,
    };

    private DeviceXml? After()
    {
        var root = new XElement("domain", new XElement("devices", new XElement(device.Stands.Element)));
        var domain = new DomainXml(root);
        try
        {
            DeviceChange.Apply(changes, domain, domain.Devices[0], device.Machine);
            return domain.Devices[0];
        }
        catch (Exception error) when (error is XmlException or ArgumentException or DefinitionException)
        {
            return null;
        }
    }

    private string Limited(DiskLimits limits)
    {
        var rates = new (string Name, DiskRate? Rate)[]
        {
            ("total-bytes-sec", limits.TotalBytes), ("read-bytes-sec", limits.ReadBytes), ("write-bytes-sec", limits.WriteBytes),
            ("total-iops-sec", limits.TotalRequests), ("read-iops-sec", limits.ReadRequests), ("write-iops-sec", limits.WriteRequests),
        };
        var options = rates.SelectMany(rate => new[] { Option(rate.Name, rate.Rate?.Rate ?? 0), Option($"{rate.Name}-max", rate.Rate?.Burst ?? 0), rate.Rate is { Burst: > 0, Seconds: { } seconds and > 1 } ? Option($"{rate.Name}-max-length", seconds) : null }).OfType<string>();
        return DeviceLine.For(uri, device.Machine, "blkdeviotune", $"{VirshCommand.Option("device", device.Key.Name)} {string.Join(' ', options)} {DeviceLine.Reach(device.Machine, Runs)}");
    }

    private string Grown(long capacity) => device.IsLive || DeviceRules.VolumeOf(inventory, device) is not { } volume
        ? DeviceLine.For(uri, device.Machine, "blockresize", string.Create(CultureInfo.InvariantCulture, $"{VirshCommand.Option("path", device.Key.Name)} --size {capacity}B"))
        : VirshCommand.OnHost(uri, string.Create(CultureInfo.InvariantCulture, $"vol-resize {VirshCommand.Option("vol", volume.Name)} --capacity {capacity} --pool {volume.Pool.Uuid:D}"));

    private static string Option(string name, long value) => string.Create(CultureInfo.InvariantCulture, $"--{name} {value}");
}

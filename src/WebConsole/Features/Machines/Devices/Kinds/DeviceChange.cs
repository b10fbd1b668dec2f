using System.Xml;
using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hardware;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines.Devices.Kinds;

/// <summary>Applies changes to a device in a definition.</summary>
internal static class DeviceChange
{
    /// <summary>Whether the device gets another key: as another device of the running machine it would be unplugged first.</summary>
    public static bool Renames(DeviceChanges changes, MachineDevice device)
    {
        var root = new XElement("domain", new XElement("devices", new XElement(device.Stands.Element)));
        var domain = new DomainXml(root);
        // Without its twins it has no number after its name.
        var before = DeviceKey.Alone(domain.Devices[0]);
        try
        {
            Apply(changes, domain, domain.Devices[0], device.Machine);
        }
        catch (Exception error) when (error is XmlException or DefinitionException)
        {
            return false;
        }
        return device.Key.Kind is "disk" or "interface" or "controller" or "channel" or "filesystem" && !domain.Devices.Any(after => DeviceKey.Alone(after) == before);
    }

    /// <param name="changes">What is asked for.</param>
    /// <param name="domain">The definition.</param>
    /// <param name="device">The device in it.</param>
    /// <param name="machine">The machine, for the names of its other disks.</param>
    public static void Apply(DeviceChanges changes, DomainXml domain, DeviceXml device, Machine machine)
    {
        if (changes.Xml is { } xml)
        {
            Replace(domain, device, xml);
            return;
        }
        switch (device)
        {
            case DiskXml disk:
                DiskSettings.Apply(changes, disk);
                if (changes.Bus is { Length: > 0 } bus && bus != disk.TargetBus)
                    Move(domain, disk, bus, machine);
                break;
            case InterfaceXml card:
                CardSettings.Apply(changes, card);
                break;
            case MemoryDeviceXml module:
                module.RequestedBytes = changes.Requested ?? module.RequestedBytes;
                break;
            case GraphicsXml display:
                DisplaySettings.Apply(changes, display);
                break;
            case VideoXml video:
                VideoSettings.Apply(changes, video);
                break;
            case HostDeviceXml given:
                HostDeviceSettings.Apply(changes, given);
                break;
            default:
                SetModel(device, changes.Model);
                break;
        }
    }

    /// <summary>The model of devices whose XML says it at their own element.</summary>
    private static void SetModel(DeviceXml device, string? model)
    {
        if (model is null)
            return;
        device.Element.SetAttributeValue("model", model.Length > 0 ? model : null);
    }

    /// <summary>Its place in the boot order goes along; its address belongs to the old bus.</summary>
    private static void Move(DomainXml domain, DiskXml disk, string bus, Machine machine)
    {
        if (ScsiController.IsMissing(domain, bus))
            domain.Devices.Add(ScsiController.Make());
        (disk.TargetBus, disk.TargetDevice) = (bus, DiskNames.Free(MachineDevice.DefinitionsOf(machine), bus));
        disk.SetAddress(null);
    }

    /// <summary>Marks in the text stand for the secrets that stood there.</summary>
    private static void Replace(DomainXml domain, DeviceXml device, string xml)
    {
        var before = new XElement(domain.Element);
        device.Element.ReplaceWith(SafeXml.Parse(xml).Root!);
        DefinitionSecrets.PutBack(domain.Element, before);
    }
}

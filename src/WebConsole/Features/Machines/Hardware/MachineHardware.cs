using System.Collections.Immutable;
using Libvirt.Xml;

namespace WebConsole.Features.Machines.Hardware;

/// <summary>Describes a machine's hardware, from its definition. Unknown hardware is named, never left out.</summary>
public static class MachineHardware
{
    public static ImmutableArray<HardwareItem> Describe(DomainXml domain, HardwareContext context)
    {
        var devices = domain.Devices;
        return
        [
            ProcessorWords.Processor(domain),
            ProcessorWords.Memory(domain),
            FirmwareWords.Describe(domain),
            .. domain.DevicesByKey().Where(pair => pair.Value is not ControllerXml && !IsSecondViewOfSerialPort(pair.Value))
                .Select(pair => Describe(pair.Value, context) with { Key = pair.Key })
                .OrderBy(item => item.Kind),
            .. ControllerWords.Describe(devices.OfType<ControllerXml>()),
            .. domain.HasQemuCommandLine
                ? [new HardwareItem(HardwareKind.Other, "Extra arguments to QEMU", "past libvirt, which does not know what they do")]
                : Array.Empty<HardwareItem>(),
        ];
    }

    public static HardwareItem Describe(DeviceXml device, HardwareContext context) => device switch
    {
        DiskXml disk => DiskWords.Describe(disk, context),
        InterfaceXml card => NetworkCardWords.Describe(card, context),
        GraphicsXml display => DisplayWords.Describe(display),
        VideoXml video => DisplayWords.Describe(video),
        CharacterDeviceXml port => PortWords.Describe(port),
        HostDeviceXml assigned => HostDeviceWords.Describe(assigned, context),
        FileSystemXml shared => FileSystemWords.Describe(shared, context),
        ControllerXml controller => ControllerWords.Describe(controller),
        _ => SmallDeviceWords.Describe(device),
    };

    // libvirt repeats a machine's first serial port as its console.
    private static bool IsSecondViewOfSerialPort(DeviceXml device) =>
        device is CharacterDeviceXml { Kind: "console", TargetType: "serial" };
}

using System.Xml.Linq;

namespace Libvirt.Xml;

public sealed partial class DomainXml
{
    /// <summary>The program that runs the guest.</summary>
    public string? Emulator { get => Get("devices/emulator"); set => Set("devices/emulator", value); }

    /// <summary>All devices in the order of the document; one whose kind is not known is a plain <see cref="DeviceXml"/>.</summary>
    public IReadOnlyList<DeviceXml> Devices =>
        [.. Element.Elements("devices").Elements().Where(e => e.Name != "emulator").Select(DeviceXml.Lay)];

    /// <summary>Disks, CD-ROM and floppy drives.</summary>
    public IReadOnlyList<DiskXml> Disks => Views("devices/disk", e => new DiskXml(e));

    /// <summary>Network cards.</summary>
    public IReadOnlyList<InterfaceXml> Interfaces => Views("devices/interface", e => new InterfaceXml(e));

    /// <summary>Displays: how the guest's picture can be reached.</summary>
    public IReadOnlyList<GraphicsXml> Graphics => Views("devices/graphics", e => new GraphicsXml(e));

    /// <summary>Serial ports.</summary>
    public IReadOnlyList<CharacterDeviceXml> Serials => Views("devices/serial", e => new CharacterDeviceXml(e));

    /// <summary>Text consoles; the first repeats the first serial port on machines that have one.</summary>
    public IReadOnlyList<CharacterDeviceXml> Consoles => Views("devices/console", e => new CharacterDeviceXml(e));

    /// <summary>Channels between host and guest, such as the guest agent's.</summary>
    public IReadOnlyList<CharacterDeviceXml> Channels => Views("devices/channel", e => new CharacterDeviceXml(e));

    /// <summary>The device through which memory is given back and statistics come.</summary>
    public MemoryBalloonXml? MemoryBalloon => View("devices/memballoon", e => new MemoryBalloonXml(e));
}

using System.Collections.Immutable;
using System.Xml.Linq;

namespace Libvirt.Xml;

public sealed partial class DomainXml
{
    /// <summary>The program that runs the guest.</summary>
    public string? Emulator { get => Get("devices/emulator"); set => Set("devices/emulator", value); }

    /// <summary>All devices in the order of the document; one whose kind is not known is a plain <see cref="DeviceXml"/>.</summary>
    public XmlList<DeviceXml> Devices => Children("devices", DeviceXml.Lay, e => e.Name != "emulator");

    /// <summary>Disks, CD-ROM and floppy drives.</summary>
    public XmlList<DiskXml> Disks => Views("devices/disk", e => new DiskXml(e));

    /// <summary>Network cards.</summary>
    public XmlList<InterfaceXml> Interfaces => Views("devices/interface", e => new InterfaceXml(e));

    /// <summary>Displays: how the guest's picture can be reached.</summary>
    public XmlList<GraphicsXml> Graphics => Views("devices/graphics", e => new GraphicsXml(e));

    /// <summary>Serial ports.</summary>
    public XmlList<CharacterDeviceXml> Serials => Views("devices/serial", e => new CharacterDeviceXml(e));

    /// <summary>Text consoles; the first repeats the first serial port on machines that have one.</summary>
    public XmlList<CharacterDeviceXml> Consoles => Views("devices/console", e => new CharacterDeviceXml(e));

    /// <summary>Channels between host and guest, such as the guest agent's.</summary>
    public XmlList<CharacterDeviceXml> Channels => Views("devices/channel", e => new CharacterDeviceXml(e));

    /// <summary>The device through which memory is given back and statistics come.</summary>
    public MemoryBalloonXml? MemoryBalloon => View("devices/memballoon", e => new MemoryBalloonXml(e));

    /// <summary>
    /// Sets the boot order to exactly these devices: it replaces the order by kinds, which libvirt takes only in its
    /// stead.
    /// </summary>
    public void SetBootOrder(params IReadOnlyList<DeviceXml> devices)
    {
        ArgumentNullException.ThrowIfNull(devices);
        var turns = devices.Select((device, index) => (device.Element, Turn: index + 1)).ToDictionary(pair => pair.Element, pair => pair.Turn);
        if (turns.Count > 0)
            BootDevices.Replace();
        foreach (var device in Devices)
            device.BootOrder = turns.TryGetValue(device.Element, out var turn) ? turn : null;
    }

    /// <summary>All devices by their keys, in the order of the document.</summary>
    public IReadOnlyDictionary<DeviceKey, DeviceXml> DevicesByKey() => DeviceKey.All(this, ImmutableDictionary<XElement, DeviceKey>.Empty);

    /// <summary>The same after a change of the document: devices that were there keep the keys that they had, those first.</summary>
    /// <param name="known">The keys of elements from before the change; each is of one element at most.</param>
    public IReadOnlyDictionary<DeviceKey, DeviceXml> DevicesByKey(IReadOnlyDictionary<XElement, DeviceKey> known) => DeviceKey.All(this, known);
}

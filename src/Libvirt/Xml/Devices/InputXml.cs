using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A keyboard, mouse or tablet.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#input-devices"/>
public sealed class InputXml(XElement element) : DeviceXml(element)
{
    /// <summary>What it is: <c>tablet</c> (absolute positions, as consoles like it), <c>mouse</c>, <c>keyboard</c>, <c>passthrough</c>, <c>evdev</c>.</summary>
    public string? Type { get => Get("@type"); set => Set("@type", value); }

    /// <summary>The bus: <c>usb</c>, <c>ps2</c>, <c>virtio</c>, <c>xen</c>.</summary>
    public string? Bus { get => Get("@bus"); set => Set("@bus", value); }

    /// <summary>The host's event device of types <c>passthrough</c> and <c>evdev</c>.</summary>
    public string? SourceDevice => Get("source@evdev") ?? Get("source@dev");

    /// <summary>Options that all virtio devices have.</summary>
    public VirtioOptionsXml VirtioOptions => new(this, "driver");
}

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
    public string? SourceDevice => PassedDevice ?? EventDevice;

    /// <summary>Options that all virtio devices have.</summary>
    public VirtioOptionsXml VirtioOptions => new(this, "driver");

    /// <summary>The model: <c>virtio</c>, <c>virtio-transitional</c>, <c>virtio-non-transitional</c>.</summary>
    public string? Model { get => Get("@model"); set => Set("@model", value); }

    /// <summary>The host's event device given to the guest, of type <c>passthrough</c>.</summary>
    public string? PassedDevice { get => Get("source@evdev"); set => Set("source@evdev", value); }

    /// <summary>The host's event device whose events go to the guest, of type <c>evdev</c>.</summary>
    public string? EventDevice { get => Get("source@dev"); set => Set("source@dev", value); }

    /// <summary>Whether one key gives all of them to the guest: <c>all</c>, of type <c>evdev</c>.</summary>
    public string? Grab { get => Get("source@grab"); set => Set("source@grab", value); }

    /// <summary>The keys that switch between host and guest, such as <c>ctrl-ctrl</c>.</summary>
    public string? GrabToggle { get => Get("source@grabToggle"); set => Set("source@grabToggle", value); }

    /// <summary>Whether held keys are repeated.</summary>
    public bool? Repeat { get => GetOnOff("source@repeat"); set => SetOnOff("source@repeat", value); }
}

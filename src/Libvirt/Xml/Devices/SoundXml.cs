using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A sound card.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#sound-devices"/>
public sealed class SoundXml(XElement element) : DeviceXml(element)
{
    /// <summary>The model: <c>ich9</c>, <c>ich6</c>, <c>ac97</c>, <c>usb</c>, <c>virtio</c>.</summary>
    public string? Model { get => Get("@model"); set => Set("@model", value); }
}

using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A sound card.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#sound-devices"/>
public sealed class SoundXml(XElement element) : DeviceXml(element)
{
    /// <summary>The model: <c>ich9</c>, <c>ich6</c>, <c>ac97</c>, <c>usb</c>, <c>virtio</c>.</summary>
    public string? Model { get => Get("@model"); set => Set("@model", value); }

    /// <summary>Where the host plays it, by <see cref="AudioXml.Id"/>.</summary>
    public int? AudioId { get => GetInt("audio@id"); set => SetNumber("audio@id", value); }

    /// <summary>Its codecs, of models <c>ich6</c> and <c>ich9</c>: <c>duplex</c>, <c>micro</c>, <c>output</c>.</summary>
    public XmlTexts Codecs => Texts("codec@type");
}

using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A hub, which gives a bus more ports.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#hub-devices"/>
public sealed class HubXml(XElement element) : DeviceXml(element)
{
    /// <summary>Its bus, <c>usb</c>.</summary>
    public string? Type { get => Get("@type"); set => Set("@type", value); }
}

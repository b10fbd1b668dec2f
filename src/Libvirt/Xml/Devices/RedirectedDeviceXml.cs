using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A USB port into which a device of a console's viewer can be plugged.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#redirected-devices"/>
public sealed class RedirectedDeviceXml(XElement element) : CharacterBackendXml(element)
{
    /// <summary>The bus, <c>usb</c>.</summary>
    public string? Bus { get => Get("@bus"); set => Set("@bus", value); }
}

using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A USB port into which a device of a console's viewer can be plugged.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#redirected-devices"/>
public sealed class RedirectedDeviceXml(XElement element) : DeviceXml(element)
{
    /// <summary>The bus, <c>usb</c>.</summary>
    public string? Bus { get => Get("@bus"); set => Set("@bus", value); }

    /// <summary>The way it comes: <c>spicevmc</c>, <c>tcp</c>.</summary>
    public string? Type { get => Get("@type"); set => Set("@type", value); }
}

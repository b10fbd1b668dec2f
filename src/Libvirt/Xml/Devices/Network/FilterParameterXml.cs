using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A parameter of a packet filter.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#network-interfaces"/>
public sealed class FilterParameterXml(XElement element) : XmlView(element)
{
    /// <summary>Those that libvirt's own filters know: their values are no secrets. What another filter is told may be.</summary>
    public static IReadOnlyList<string> KnownNames { get; } = ["IP", "IPV6", "MAC", "CTRL_IP_LEARNING", "DHCPSERVER"];

    /// <summary>Its name, such as <c>IP</c>.</summary>
    public string? Name { get => Get("@name"); set => Set("@name", value); }

    /// <summary>Its value.</summary>
    public string? Value { get => Get("@value"); set => Set("@value", value); }
}

using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A range of addresses that DHCP gives out.</summary>
/// <seealso href="https://libvirt.org/formatnetwork.html#addressing"/>
public sealed class DhcpRangeXml(XElement element) : XmlView(element)
{
    /// <summary>The first address.</summary>
    public string? Start => Get("@start");

    /// <summary>The last address.</summary>
    public string? End => Get("@end");
}

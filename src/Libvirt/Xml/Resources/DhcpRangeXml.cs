using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A range of addresses that DHCP gives out.</summary>
/// <seealso href="https://libvirt.org/formatnetwork.html#addressing"/>
public sealed class DhcpRangeXml(XElement element) : XmlView(element)
{
    /// <summary>The first address.</summary>
    public string? Start { get => Get("@start"); set => Set("@start", value); }

    /// <summary>The last address.</summary>
    public string? End { get => Get("@end"); set => Set("@end", value); }
}

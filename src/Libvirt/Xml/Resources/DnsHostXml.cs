using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>Names of an address in a network's DNS.</summary>
/// <seealso href="https://libvirt.org/formatnetwork.html#addressing"/>
public sealed class DnsHostXml(XElement element) : XmlView(element)
{
    /// <summary>The address.</summary>
    public string? Ip { get => Get("@ip"); set => Set("@ip", value); }

    /// <summary>Its names.</summary>
    public XmlTexts HostNames => Texts("hostname");
}

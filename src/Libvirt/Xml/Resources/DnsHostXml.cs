using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>Names of an address in a network's DNS.</summary>
/// <seealso href="https://libvirt.org/formatnetwork.html#addressing"/>
public sealed class DnsHostXml(XElement element) : XmlView(element)
{
    /// <summary>The address.</summary>
    public string? Ip => Get("@ip");

    /// <summary>Its names.</summary>
    public IReadOnlyList<string> HostNames => GetAll("hostname");
}

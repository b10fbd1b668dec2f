using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>An address kept for a machine.</summary>
/// <seealso href="https://libvirt.org/formatnetwork.html#addressing"/>
public sealed class DhcpHostXml(XElement element) : XmlView(element)
{
    /// <summary>The MAC address of its card.</summary>
    public string? MacAddress => Get("@mac");

    /// <summary>The DUID of its DHCPv6 client.</summary>
    public string? ClientId => Get("@id");

    /// <summary>The name it gets.</summary>
    public string? Name => Get("@name");

    /// <summary>The address it gets.</summary>
    public string? Ip => Get("@ip");
}

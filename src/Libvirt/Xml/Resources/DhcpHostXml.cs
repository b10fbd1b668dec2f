using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>An address kept for a machine.</summary>
/// <seealso href="https://libvirt.org/formatnetwork.html#addressing"/>
public sealed class DhcpHostXml(XElement element) : XmlView(element)
{
    /// <summary>The MAC address of its card.</summary>
    public string? MacAddress { get => Get("@mac"); set => Set("@mac", value); }

    /// <summary>The DUID of its DHCPv6 client.</summary>
    public string? ClientId { get => Get("@id"); set => Set("@id", value); }

    /// <summary>The name it gets.</summary>
    public string? Name { get => Get("@name"); set => Set("@name", value); }

    /// <summary>The address it gets.</summary>
    public string? Ip { get => Get("@ip"); set => Set("@ip", value); }
}

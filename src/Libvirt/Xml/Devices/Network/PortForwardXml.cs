using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>Ports of the host that passt hands on to the guest.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#userspace-slirp-or-passt-connection"/>
public sealed class PortForwardXml(XElement element) : XmlView(element)
{
    /// <summary>The protocol: <c>tcp</c> or <c>udp</c>.</summary>
    public string? Protocol { get => Get("@proto"); set => Set("@proto", value); }

    /// <summary>The host's address; null for all.</summary>
    public string? Address { get => Get("@address"); set => Set("@address", value); }

    /// <summary>The host's network device; null for all.</summary>
    public string? Device { get => Get("@dev"); set => Set("@dev", value); }

    /// <summary>The ports; all where there are none.</summary>
    public XmlList<PortForwardRangeXml> Ranges => Views("range", e => new PortForwardRangeXml(e));
}

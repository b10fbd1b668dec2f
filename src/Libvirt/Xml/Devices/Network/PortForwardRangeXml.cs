using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>Ports in a row.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#userspace-slirp-or-passt-connection"/>
public sealed class PortForwardRangeXml(XElement element) : XmlView(element)
{
    /// <summary>The first port on the host.</summary>
    public int? Start { get => GetInt("@start"); set => SetNumber("@start", value); }

    /// <summary>The last port; null for one port alone.</summary>
    public int? End { get => GetInt("@end"); set => SetNumber("@end", value); }

    /// <summary>The first port in the guest; null for the same.</summary>
    public int? To { get => GetInt("@to"); set => SetNumber("@to", value); }

    /// <summary>Whether these are left out instead.</summary>
    public bool? Exclude { get => GetYesNo("@exclude"); set => SetYesNo("@exclude", value); }
}

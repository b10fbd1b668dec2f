using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>Another filter that a packet filter includes.</summary>
/// <seealso href="https://libvirt.org/formatnwfilter.html#references-to-other-filters"/>
public sealed class NetworkFilterReferenceXml(XElement element) : XmlView(element)
{
    /// <summary>Its name.</summary>
    public string? Filter { get => Get("@filter"); set => Set("@filter", value); }

    /// <summary>What it is told.</summary>
    public XmlList<FilterParameterXml> Parameters => Views("parameter", e => new FilterParameterXml(e));
}

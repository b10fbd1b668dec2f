using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>The bandwidth to one of the host's NUMA nodes.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#cpu-tuning"/>
public sealed class MemoryBandwidthXml(XElement element) : XmlView(element)
{
    /// <summary>The host's NUMA node.</summary>
    public int? Node { get => GetInt("@id"); set => SetNumber("@id", value); }

    /// <summary>How much of the bandwidth, in percent.</summary>
    public int? Percent { get => GetInt("@bandwidth"); set => SetNumber("@bandwidth", value); }
}

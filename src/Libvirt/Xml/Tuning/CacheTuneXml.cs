using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>Parts of the host's CPU cache that some vCPUs have for themselves (resctrl).</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#cpu-tuning"/>
public sealed class CacheTuneXml(XElement element) : XmlView(element)
{
    /// <summary>The vCPUs, such as <c>0-3</c>.</summary>
    public string? Vcpus { get => Get("@vcpus"); set => Set("@vcpus", value); }

    /// <summary>The name of the host's group, which libvirt gives in a running domain.</summary>
    public string? Id => Get("@id");

    /// <summary>The parts.</summary>
    public XmlList<CacheXml> Caches => Views("cache", e => new CacheXml(e));

    /// <summary>Whose use of the cache is measured.</summary>
    public XmlList<ResourceMonitorXml> Monitors => Views("monitor", e => new ResourceMonitorXml(e));
}

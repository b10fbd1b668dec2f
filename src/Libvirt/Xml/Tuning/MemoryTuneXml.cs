using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>Parts of the host's memory bandwidth for some vCPUs (resctrl).</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#cpu-tuning"/>
public sealed class MemoryTuneXml(XElement element) : XmlView(element)
{
    /// <summary>The vCPUs, such as <c>0-3</c>.</summary>
    public string? Vcpus { get => Get("@vcpus"); set => Set("@vcpus", value); }

    /// <summary>The parts, by the host's NUMA nodes.</summary>
    public XmlList<MemoryBandwidthXml> Nodes => Views("node", e => new MemoryBandwidthXml(e));

    /// <summary>Whose use of the bandwidth is measured.</summary>
    public XmlList<ResourceMonitorXml> Monitors => Views("monitor", e => new ResourceMonitorXml(e));
}

using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>An event of the host's CPUs that is counted for a domain.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#performance-monitoring-events"/>
public sealed class PerfEventXml(XElement element) : XmlView(element)
{
    /// <summary>The event, such as <c>cmt</c>, <c>instructions</c>, <c>cache_misses</c>.</summary>
    public string? Name { get => Get("@name"); set => Set("@name", value); }

    /// <summary>Whether it is counted.</summary>
    public bool? Enabled { get => GetYesNo("@enabled"); set => SetYesNo("@enabled", value); }
}

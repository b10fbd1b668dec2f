using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A measurement of what some vCPUs use of a cache or of memory bandwidth.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#cpu-tuning"/>
public sealed class ResourceMonitorXml(XElement element) : XmlView(element)
{
    /// <summary>The level of the cache; null for memory bandwidth.</summary>
    public int? Level { get => GetInt("@level"); set => SetNumber("@level", value); }

    /// <summary>The vCPUs, such as <c>0-3</c>.</summary>
    public string? Vcpus { get => Get("@vcpus"); set => Set("@vcpus", value); }
}

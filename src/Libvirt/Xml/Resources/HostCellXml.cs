using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A NUMA node of a host.</summary>
/// <seealso href="https://libvirt.org/formatcaps.html"/>
public sealed class HostCellXml(XElement element) : XmlView(element)
{
    /// <summary>Its number.</summary>
    public int? Id => GetInt("@id");

    /// <summary>Its memory in bytes.</summary>
    public long? MemoryBytes => GetBytes("memory", "KiB");

    /// <summary>How many CPUs it has.</summary>
    public int? CpuCount => GetInt("cpus@num");

    /// <summary>The numbers of its CPUs.</summary>
    public IReadOnlyList<string> Cpus => Texts("cpus/cpu@id");

    /// <summary>Its CPUs, and where they lie.</summary>
    public IReadOnlyList<HostCpuXml> CpuPlaces => Views("cpus/cpu", e => new HostCpuXml(e));
}

using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A NUMA node that a guest sees.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#cpu-model-and-topology"/>
public sealed class NumaCellXml(XElement element) : XmlView(element)
{
    /// <summary>The node's number.</summary>
    public int? Id { get => GetInt("@id"); set => SetNumber("@id", value); }

    /// <summary>Its vCPUs, such as <c>0-3</c>.</summary>
    public string? Cpus { get => Get("@cpus"); set => Set("@cpus", value); }

    /// <summary>Its memory in bytes.</summary>
    public long? MemoryBytes { get => GetBytes("@memory", "KiB"); set => SetBytes("@memory", value, "KiB"); }
}

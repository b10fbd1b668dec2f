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

    /// <summary>Whether other processes can map its memory: <c>shared</c> or <c>private</c>; null as the domain's.</summary>
    public string? MemoryAccess { get => Get("@memAccess"); set => Set("@memAccess", value); }

    /// <summary>Whether the host forgets what it has when the domain ends; null as the domain's.</summary>
    public bool? Discard { get => GetYesNo("@discard"); set => SetYesNo("@discard", value); }

    /// <summary>How far it is to the others.</summary>
    public XmlList<NumaDistanceXml> Distances => Views("distances/sibling", e => new NumaDistanceXml(e));

    /// <summary>Caches in front of its memory.</summary>
    public XmlList<NumaCacheXml> Caches => Views("cache", e => new NumaCacheXml(e));
}

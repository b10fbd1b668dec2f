using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A cache in front of the memory of a NUMA node of the guest.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#cpu-model-and-topology"/>
public sealed class NumaCacheXml(XElement element) : XmlView(element)
{
    /// <summary>Its level, from 1.</summary>
    public int? Level { get => GetInt("@level"); set => SetNumber("@level", value); }

    /// <summary>Where a line can be: <c>none</c>, <c>direct</c>, <c>full</c>.</summary>
    public string? Associativity { get => Get("@associativity"); set => Set("@associativity", value); }

    /// <summary>When what is written goes on: <c>none</c>, <c>writeback</c>, <c>writethrough</c>.</summary>
    public string? Policy { get => Get("@policy"); set => Set("@policy", value); }

    /// <summary>Its size in bytes.</summary>
    public long? SizeBytes { get => GetBytes("size@value", "KiB"); set => SetBytes("size@value", value, "KiB"); }

    /// <summary>The size of a line in bytes.</summary>
    public long? LineBytes { get => GetBytes("line@value", "KiB"); set => SetBytes("line@value", value, "KiB"); }
}

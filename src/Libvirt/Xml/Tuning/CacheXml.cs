using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A part of one of the host's CPU caches.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#cpu-tuning"/>
public sealed class CacheXml(XElement element) : XmlView(element)
{
    /// <summary>The cache's number among those of its level.</summary>
    public int? Id { get => GetInt("@id"); set => SetNumber("@id", value); }

    /// <summary>Its level, such as 3.</summary>
    public int? Level { get => GetInt("@level"); set => SetNumber("@level", value); }

    /// <summary>What it is for: <c>code</c>, <c>data</c>, <c>both</c>.</summary>
    public string? Type { get => Get("@type"); set => Set("@type", value); }

    /// <summary>The part's size in bytes, KiB in the document where it names no other unit.</summary>
    public long? SizeBytes { get => GetBytes("@size", "KiB"); set => SetBytes("@size", value, "KiB"); }
}

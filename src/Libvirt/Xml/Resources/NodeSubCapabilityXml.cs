using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>What a host's device can besides being one of its kind.</summary>
/// <seealso href="https://libvirt.org/formatnode.html"/>
public sealed class NodeSubCapabilityXml(XElement element) : XmlView(element)
{
    /// <summary>What: <c>virt_functions</c>, <c>phys_function</c>, <c>mdev_types</c>, <c>removable</c>, <c>hotpluggable</c>, <c>80203</c>, …</summary>
    public string? Type => Get("@type");

    /// <summary>The most virtual functions that a PCI device can be split into, of type <c>virt_functions</c>.</summary>
    public int? MaxCount => GetInt("@maxCount");

    /// <summary>The size of the medium in a drive in bytes, of type <c>removable</c>.</summary>
    public long? MediaSizeBytes => GetLong("media_size");

    /// <summary>The PCI addresses of its virtual functions, or of the physical one.</summary>
    public IReadOnlyList<string> Addresses => [.. Element.Elements("address").Select(PciAddress.Read).OfType<string>()];

    /// <summary>Of type <c>mdev_types</c>: the kinds that there are.</summary>
    public IReadOnlyList<NodeMediatedTypeXml> MediatedTypes => Views("type", e => new NodeMediatedTypeXml(e));
}

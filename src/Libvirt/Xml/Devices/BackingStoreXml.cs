using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>An image in the chain below a disk's.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#hard-drives-floppy-disks-cdroms"/>
public sealed class BackingStoreXml(XElement element) : XmlView(element)
{
    /// <summary>Where its data is, as <see cref="DiskXml.Type"/>; none in the empty element that ends a chain.</summary>
    public string? Type => Get("@type");

    /// <summary>Its position in the chain of a running domain, from 1.</summary>
    public int? Index => GetInt("@index");

    /// <summary>Its format: <c>raw</c>, <c>qcow2</c>, …</summary>
    public string? Format => Get("format@type");

    /// <summary>Its path on the host, or its name by a network protocol or in a pool.</summary>
    public string? SourcePath =>
        Get("source@file") ?? Get("source@dev") ?? Get("source@dir") ?? Get("source@name") ?? Get("source@volume");

    /// <summary>The image below this one.</summary>
    public BackingStoreXml? BackingStore => View("backingStore", e => new BackingStoreXml(e));
}

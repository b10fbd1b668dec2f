using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>An image in the chain below a disk's.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#hard-drives-floppy-disks-cdroms"/>
public sealed class BackingStoreXml(XElement element) : XmlView(element)
{
    /// <summary>Where its data is, as <see cref="DiskXml.Type"/>; none in the empty element that ends a chain.</summary>
    public string? Type { get => Get("@type"); set => Set("@type", value); }

    /// <summary>Its number in the chain of a running domain, from 1; libvirt gives it and takes none.</summary>
    public int? Index => GetInt("@index");

    /// <summary>Its format: <c>raw</c>, <c>qcow2</c>, …</summary>
    public string? Format { get => Get("format@type"); set => Set("format@type", value); }

    /// <summary>The most memory for QEMU's cache of its metadata; null for QEMU's own.</summary>
    public long? MetadataCacheBytes { get => GetBytes("format/metadata_cache/max_size", "b"); set => SetBytes("format/metadata_cache/max_size", value, "b"); }

    /// <summary>Where its data is.</summary>
    public StorageSourceXml Source => new(this, "source");

    /// <summary>Its path on the host, or its name by a network protocol or in a pool.</summary>
    public string? SourcePath => Source.File ?? Source.Device ?? Source.Directory ?? Source.Name ?? Source.Volume;

    /// <summary>Whether the chain below it is written down. An empty element ends it; where none is, libvirt looks into the image.</summary>
    public bool HasBackingStore { get => Has("backingStore"); set => SetHas("backingStore", value); }

    /// <summary>The image below this one.</summary>
    public BackingStoreXml? BackingStore => View("backingStore", e => new BackingStoreXml(e));
}

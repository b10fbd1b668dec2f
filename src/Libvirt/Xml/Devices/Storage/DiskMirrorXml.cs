namespace Libvirt.Xml;

/// <summary>The copy that a block job fills. libvirt writes it while the job runs, and takes none of it.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#hard-drives-floppy-disks-cdroms"/>
public sealed class DiskMirrorXml : XmlView
{
    internal DiskMirrorXml(XmlView whole, XmlPath at) : base(whole, at) { }

    /// <summary>The job: <c>copy</c> or <c>active-commit</c>.</summary>
    public string? Job => Get("@job");

    /// <summary>How far it is: <c>yes</c> where the copy is complete and follows; <c>pivot</c> or <c>abort</c> where it ends.</summary>
    public string? Ready => Get("@ready");

    /// <summary>Where the copy is, as <see cref="DiskXml.Type"/>.</summary>
    public string? Type => Get("@type");

    /// <summary>The copy's file, in the older form.</summary>
    public string? File => Get("@file");

    /// <summary>The copy's format, in the older form.</summary>
    public string? FormatName => Get("@format");

    /// <summary>The copy's format: <c>raw</c>, <c>qcow2</c>, …</summary>
    public string? Format { get => Get("format@type"); set => Set("format@type", value); }

    /// <summary>The most memory for QEMU's cache of its metadata; null for QEMU's own.</summary>
    public long? MetadataCacheBytes { get => GetBytes("format/metadata_cache/max_size", "b"); set => SetBytes("format/metadata_cache/max_size", value, "b"); }

    /// <summary>Where the copy's data is.</summary>
    public StorageSourceXml Source => new(this, "source");

    /// <summary>Whether the chain below it is written down.</summary>
    public bool HasBackingStore { get => Has("backingStore"); set => SetHas("backingStore", value); }

    /// <summary>The image below it.</summary>
    public BackingStoreXml? BackingStore => View("backingStore", e => new BackingStoreXml(e));
}

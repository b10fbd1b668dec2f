namespace Libvirt.Xml;

public sealed partial class DiskXml
{
    /// <summary>Where its data is: <c>file</c>, <c>block</c>, <c>dir</c>, <c>network</c>, <c>volume</c>, <c>nvme</c>, <c>vhostuser</c>, …</summary>
    public string? Type { get => Get("@type"); set => Set("@type", value); }

    /// <summary>Where its data is, in detail.</summary>
    public StorageSourceXml Source => new(this, "source");

    /// <summary>The controller's PCI address, of type <c>nvme</c>, such as <c>0000:3b:00.0</c>.</summary>
    public string? SourcePciAddress => PciAddress.Read(Element.Element("source")?.Element("address"));

    /// <summary>The path on the host of a source that has one.</summary>
    public string? SourcePath => Source.File ?? Source.Device ?? Source.Directory;

    /// <summary>Who is the user at the server, in the older place beside the source.</summary>
    public StorageAuthXml Auth => new(this, "auth");

    /// <summary>How the image is encrypted, in the older place beside the source.</summary>
    public StorageEncryptionXml Encryption => new(this, "encryption");

    /// <summary>The copy that a block job fills.</summary>
    public DiskMirrorXml Mirror => new(this, "mirror");

    /// <summary>Whether the image is encrypted, in either place where that can be written.</summary>
    public bool Encrypted => Has("source/encryption") || Has("encryption");

    /// <summary>Whether the chain below the image is written down. An empty element ends it; where none is, libvirt looks into the image.</summary>
    public bool HasBackingStore { get => Has("backingStore"); set => SetHas("backingStore", value); }

    /// <summary>The image below this one, which stores only the changes.</summary>
    public BackingStoreXml? BackingStore => View("backingStore", e => new BackingStoreXml(e));

    /// <summary>
    /// Replaces the source completely: everything that belongs to the old source is removed (attributes, servers,
    /// credentials, encryption and backing chain). Only <see cref="StorageSourceXml.StartupPolicy"/>, which is the drive's, stays. The
    /// same source changes nothing.
    /// </summary>
    /// <param name="source">The new source; null empties a drive.</param>
    public void SetSource(DiskSource? source)
    {
        if (source is not null && source == DiskSource.Of(this))
            return;
        var policy = Source.StartupPolicy;
        foreach (var part in (string[])["source", "auth", "encryption", "backingStore", "mirror"])
            Remove(part);
        if (source is null)
            return;
        source.Write(this);
        Source.StartupPolicy = policy;
    }
}

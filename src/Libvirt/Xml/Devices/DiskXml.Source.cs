namespace Libvirt.Xml;

public sealed partial class DiskXml
{
    /// <summary>Where its data is: <c>file</c>, <c>block</c>, <c>dir</c>, <c>network</c>, <c>volume</c>, <c>nvme</c>, <c>vhostuser</c>, …</summary>
    public string? Type { get => Get("@type"); set => Set("@type", value); }

    /// <summary>The image's file, of type <c>file</c>.</summary>
    public string? SourceFile { get => Get("source@file"); set => Set("source@file", value); }

    /// <summary>The block device on the host, of type <c>block</c>.</summary>
    public string? SourceDevice { get => Get("source@dev"); set => Set("source@dev", value); }

    /// <summary>The directory shown as a FAT disk, of type <c>dir</c>.</summary>
    public string? SourceDirectory { get => Get("source@dir"); set => Set("source@dir", value); }

    /// <summary>The storage pool's name, of type <c>volume</c>.</summary>
    public string? SourcePool { get => Get("source@pool"); set => Set("source@pool", value); }

    /// <summary>The volume's name in that pool.</summary>
    public string? SourceVolume { get => Get("source@volume"); set => Set("source@volume", value); }

    /// <summary>The protocol, of type <c>network</c>: <c>nbd</c>, <c>rbd</c>, <c>iscsi</c>, <c>https</c>, <c>nfs</c>, <c>ssh</c>, …</summary>
    public string? SourceProtocol { get => Get("source@protocol"); set => Set("source@protocol", value); }

    /// <summary>What is asked for by that protocol: an image, a target, a path.</summary>
    public string? SourceName { get => Get("source@name"); set => Set("source@name", value); }

    /// <summary>The servers asked by that protocol.</summary>
    public XmlList<NetworkHostXml> SourceHosts => Views("source/host", e => new NetworkHostXml(e));

    /// <summary>The namespace on the controller, from 1, of type <c>nvme</c>.</summary>
    public int? SourceNamespace { get => GetInt("source@namespace"); set => SetNumber("source@namespace", value); }

    /// <summary>The controller's PCI address, of type <c>nvme</c>, such as <c>0000:3b:00.0</c>.</summary>
    public string? SourcePciAddress => PciAddress.Read(Element.Element("source")?.Element("address"));

    /// <summary>The socket of the process that serves it, of type <c>vhostuser</c>.</summary>
    public string? SourceSocket { get => Get("source@path"); set => Set("source@path", value); }

    /// <summary>What happens when the source is missing at a start: <c>mandatory</c>, <c>requisite</c>, <c>optional</c>.</summary>
    public string? StartupPolicy { get => Get("source@startupPolicy"); set => Set("source@startupPolicy", value); }

    /// <summary>The path on the host of a source that has one.</summary>
    public string? SourcePath => SourceFile ?? SourceDevice ?? SourceDirectory;

    /// <summary>All that can be said of where its data is.</summary>
    public StorageSourceXml Source => new(this, "source");

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
    /// credentials, encryption and backing chain). Only <see cref="StartupPolicy"/>, which is the drive's, stays. The
    /// same source changes nothing.
    /// </summary>
    /// <param name="source">The new source; null empties a drive.</param>
    public void SetSource(DiskSource? source)
    {
        if (source is not null && source == DiskSource.Of(this))
            return;
        var policy = StartupPolicy;
        foreach (var part in (string[])["source", "auth", "encryption", "backingStore", "mirror"])
            Remove(part);
        if (source is null)
            return;
        source.Write(this);
        StartupPolicy = policy;
    }
}

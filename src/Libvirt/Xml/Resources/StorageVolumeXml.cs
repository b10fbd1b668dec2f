using System.Diagnostics.CodeAnalysis;
using System.Xml;
using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A storage volume.</summary>
/// <seealso href="https://libvirt.org/formatstorage.html#storage-volume-xml"/>
public sealed class StorageVolumeXml(XElement element) : XmlView(element)
{
    private const string RootName = "volume";

    /// <summary>Reads a <c>volume</c> document.</summary>
    /// <exception cref="XmlException">It is refused by <see cref="SafeXml"/> or is no storage volume.</exception>
    public static StorageVolumeXml Parse(string xml) => new(SafeXml.ParseRoot(xml, RootName));

    /// <summary>As <see cref="Parse"/>, false instead of an exception, for text that may be missing.</summary>
    public static bool TryParse(string? xml, [NotNullWhen(true)] out StorageVolumeXml? view)
    {
        view = SafeXml.TryParseRoot(xml, RootName, out var root) ? new StorageVolumeXml(root) : null;
        return view is not null;
    }

    /// <summary>A volume for a pool to make.</summary>
    /// <param name="name">Its name in the pool.</param>
    /// <param name="capacityBytes">The size that a guest sees, in bytes.</param>
    /// <param name="format">Its format, of pools that have several.</param>
    public static StorageVolumeXml New(string name, long capacityBytes, string? format = null) =>
        new(SafeXml.NewRoot(RootName)) { Name = name, CapacityBytes = capacityBytes, Format = format };

    /// <summary>The kind: <c>file</c>, <c>block</c>, <c>dir</c>, <c>network</c>, <c>netdir</c>, <c>ploop</c>.</summary>
    public string? Type => Get("@type");

    /// <summary>The name, unique in its pool.</summary>
    public string? Name { get => Get("name"); set => Set("name", value); }

    /// <summary>What identifies the volume on its host, often its path.</summary>
    public string? Key => Get("key");

    /// <summary>The size that a guest sees, in bytes.</summary>
    public long? CapacityBytes { get => GetBytes("capacity", "b"); set => SetBytes("capacity", value, "b"); }

    /// <summary>What it takes of its pool, in bytes.</summary>
    public long? AllocationBytes { get => GetBytes("allocation", "b"); set => SetBytes("allocation", value, "b"); }

    /// <summary>The length of its file or device, in bytes.</summary>
    public long? PhysicalBytes => GetBytes("physical", "b");

    /// <summary>When its file was last written to, in seconds since 1970 with their fractions: an opaque text that differs afterwards.</summary>
    public string? ModifiedAt => Get("target/timestamps/mtime");

    /// <summary>Its path on the host.</summary>
    public string? TargetPath { get => Get("target/path"); set => Set("target/path", value); }

    /// <summary>Its format: <c>raw</c>, <c>qcow2</c>, <c>iso</c>, …</summary>
    public string? Format { get => Get("target/format@type"); set => Set("target/format@type", value); }

    /// <summary>Mode of its path, octal.</summary>
    public string? TargetMode { get => Get("target/permissions/mode"); set => Set("target/permissions/mode", value); }

    /// <summary>User number that owns its path.</summary>
    public int? TargetOwner { get => GetInt("target/permissions/owner"); set => SetNumber("target/permissions/owner", value); }

    /// <summary>Group number of its path.</summary>
    public int? TargetGroup { get => GetInt("target/permissions/group"); set => SetNumber("target/permissions/group", value); }

    /// <summary>The version of the format: <c>0.10</c> or <c>1.1</c>.</summary>
    public string? Compatibility { get => Get("target/compat"); set => Set("target/compat", value); }

    /// <summary>The size of a qcow2 image's clusters, in bytes.</summary>
    public long? ClusterSizeBytes { get => GetBytes("target/clusterSize", "b"); set => SetBytes("target/clusterSize", value, "b"); }

    /// <summary>The security label of its path, as SELinux gives it.</summary>
    public string? TargetLabel => Get("target/permissions/label");

    /// <summary>Whether it is encrypted.</summary>
    public bool Encrypted => Has("target/encryption");

    /// <summary>The secret with the passphrase by which it is encrypted, with LUKS.</summary>
    public Guid? EncryptionSecret
    {
        get => GetUuid("target/encryption/secret@uuid");
        set
        {
            Set("target/encryption@format", value is null ? null : "luks");
            Set("target/encryption/secret@type", value is null ? null : "passphrase");
            SetUuid("target/encryption/secret@uuid", value);
        }
    }

    /// <summary>The image below it, of which it holds the changes.</summary>
    public string? BackingPath { get => Get("backingStore/path"); set => Set("backingStore/path", value); }

    /// <summary>That image's format.</summary>
    public string? BackingFormat { get => Get("backingStore/format@type"); set => Set("backingStore/format@type", value); }
}

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

    /// <summary>The kind: <c>file</c>, <c>block</c>, <c>dir</c>, <c>network</c>, <c>netdir</c>, <c>ploop</c>.</summary>
    public string? Type => Get("@type");

    /// <summary>The name, unique in its pool.</summary>
    public string? Name => Get("name");

    /// <summary>What identifies the volume on its host, often its path.</summary>
    public string? Key => Get("key");

    /// <summary>The size that a guest sees, in bytes.</summary>
    public long? CapacityBytes => GetBytes("capacity", "b");

    /// <summary>What it takes of its pool, in bytes.</summary>
    public long? AllocationBytes => GetBytes("allocation", "b");

    /// <summary>The length of its file or device, in bytes.</summary>
    public long? PhysicalBytes => GetBytes("physical", "b");

    /// <summary>Its path on the host.</summary>
    public string? TargetPath => Get("target/path");

    /// <summary>Its format: <c>raw</c>, <c>qcow2</c>, <c>iso</c>, …</summary>
    public string? Format => Get("target/format@type");

    /// <summary>Mode of its path, octal.</summary>
    public string? TargetMode => Get("target/permissions/mode");

    /// <summary>User number that owns its path.</summary>
    public int? TargetOwner => GetInt("target/permissions/owner");

    /// <summary>Group number of its path.</summary>
    public int? TargetGroup => GetInt("target/permissions/group");

    /// <summary>The version of the format: <c>0.10</c> or <c>1.1</c>.</summary>
    public string? Compatibility => Get("target/compat");

    /// <summary>Whether it is encrypted.</summary>
    public bool Encrypted => Has("target/encryption");

    /// <summary>The image below it, of which it holds the changes.</summary>
    public string? BackingPath => Get("backingStore/path");

    /// <summary>That image's format.</summary>
    public string? BackingFormat => Get("backingStore/format@type");
}

using System.Diagnostics.CodeAnalysis;
using System.Xml;
using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>The definition of a storage pool.</summary>
/// <seealso href="https://libvirt.org/formatstorage.html#storage-pool-xml"/>
public sealed class StoragePoolXml(XElement element) : XmlView(element)
{
    private const string RootName = "pool";

    /// <summary>Reads a <c>pool</c> document.</summary>
    /// <exception cref="XmlException">It is refused by <see cref="SafeXml"/> or is no storage pool.</exception>
    public static StoragePoolXml Parse(string xml) => new(SafeXml.ParseRoot(xml, RootName));

    /// <summary>As <see cref="Parse"/>, false instead of an exception, for text that may be missing.</summary>
    public static bool TryParse(string? xml, [NotNullWhen(true)] out StoragePoolXml? view)
    {
        view = SafeXml.TryParseRoot(xml, RootName, out var root) ? new StoragePoolXml(root) : null;
        return view is not null;
    }

    /// <summary>The kind: <c>dir</c>, <c>fs</c>, <c>netfs</c>, <c>logical</c>, <c>disk</c>, <c>iscsi</c>, <c>iscsi-direct</c>, <c>scsi</c>, <c>rbd</c>, <c>gluster</c>, <c>zfs</c>, …</summary>
    public string? Type => Get("@type");

    /// <summary>The name, unique on its host.</summary>
    public string? Name => Get("name");

    /// <summary>What identifies the pool for good.</summary>
    public Guid? Uuid => GetUuid("uuid");

    /// <summary>Its size in bytes, as of the last refresh.</summary>
    public long? CapacityBytes => GetBytes("capacity", "b");

    /// <summary>Of that, given to volumes.</summary>
    public long? AllocationBytes => GetBytes("allocation", "b");

    /// <summary>Of that, still free.</summary>
    public long? AvailableBytes => GetBytes("available", "b");

    /// <summary>The servers it comes from.</summary>
    public IReadOnlyList<NetworkHostXml> SourceHosts => Views("source/host", e => new NetworkHostXml(e));

    /// <summary>The host's devices, or the target on a server, it is made of.</summary>
    public IReadOnlyList<string> SourceDevices => GetAll("source/device@path");

    /// <summary>The directory on a server.</summary>
    public string? SourceDirectory => Get("source/dir@path");

    /// <summary>The name on a server or of a volume group.</summary>
    public string? SourceName => Get("source/name");

    /// <summary>The format of the source: <c>ext4</c>, <c>nfs</c>, <c>lvm2</c>, <c>gpt</c>, …</summary>
    public string? SourceFormat => Get("source/format@type");

    /// <summary>The host's SCSI adapter.</summary>
    public string? SourceAdapter => Get("source/adapter@name");

    /// <summary>The World Wide Port Name of the adapter, of Fibre Channel.</summary>
    public string? SourceWorldWidePortName => Get("source/adapter@wwpn");

    /// <summary>The initiator's name, of iSCSI.</summary>
    public string? InitiatorIqn => Get("source/initiator/iqn@name");

    /// <summary>The user that signs in to a server.</summary>
    public string? AuthUser => Get("source/auth@username");

    /// <summary>The path on the host at which its volumes appear.</summary>
    public string? TargetPath => Get("target/path");

    /// <summary>Mode of that path, octal.</summary>
    public string? TargetMode => Get("target/permissions/mode");

    /// <summary>User number that owns that path; −1 for whoever makes it.</summary>
    public int? TargetOwner => GetInt("target/permissions/owner");

    /// <summary>Group number of that path.</summary>
    public int? TargetGroup => GetInt("target/permissions/group");
}

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

    /// <summary>A pool.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="source">Its kind, and what it is made of.</param>
    /// <param name="targetPath">The path on the host at which its volumes appear, of kinds that have one.</param>
    public static StoragePoolXml New(string name, StoragePoolSource source, string? targetPath = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        var pool = new StoragePoolXml(SafeXml.NewRoot(RootName)) { Name = name };
        pool.SetSource(source);
        pool.TargetPath = targetPath;
        return pool;
    }

    /// <summary>
    /// Replaces the source completely: everything that belongs to the old source (servers, devices, credentials) is
    /// removed. The same source changes nothing.
    /// </summary>
    public void SetSource(StoragePoolSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source == StoragePoolSource.Of(this))
            return;
        Remove("source");
        Set("@type", source.Type);
        source.Write(this);
    }

    /// <summary>Replaces the servers; the same ones change nothing.</summary>
    public void SetSourceHosts(SourceHosts hosts)
    {
        ArgumentNullException.ThrowIfNull(hosts);
        if (hosts.Equals(Xml.SourceHosts.Of(SourceHosts)))
            return;
        while (SourceHosts.Count > 0)
            SourceHosts.RemoveAt(0);
        hosts.Write(SourceHosts);
    }

    /// <summary>The kind: <c>dir</c>, <c>fs</c>, <c>netfs</c>, <c>logical</c>, <c>disk</c>, <c>iscsi</c>, <c>iscsi-direct</c>, <c>scsi</c>, <c>rbd</c>, <c>gluster</c>, <c>zfs</c>, …</summary>
    public string? Type => Get("@type");

    /// <summary>The name, unique on its host.</summary>
    public string? Name { get => Get("name"); set => Set("name", value); }

    /// <summary>The UUID.</summary>
    public Guid? Uuid { get => GetUuid("uuid"); set => SetUuid("uuid", value); }

    /// <summary>Its size in bytes, as of the last refresh.</summary>
    public long? CapacityBytes => GetBytes("capacity", "b");

    /// <summary>Of that, given to volumes.</summary>
    public long? AllocationBytes => GetBytes("allocation", "b");

    /// <summary>Of that, still free.</summary>
    public long? AvailableBytes => GetBytes("available", "b");

    /// <summary>The servers it comes from.</summary>
    public XmlList<NetworkHostXml> SourceHosts => Views("source/host", e => new NetworkHostXml(e));

    /// <summary>The host's devices, or the target on a server, it is made of.</summary>
    public XmlTexts SourceDevices => Texts("source/device@path");

    /// <summary>The directory on a server.</summary>
    public string? SourceDirectory { get => Get("source/dir@path"); set => Set("source/dir@path", value); }

    /// <summary>The name on a server or of a volume group.</summary>
    public string? SourceName { get => Get("source/name"); set => Set("source/name", value); }

    /// <summary>The format of the source: <c>ext4</c>, <c>nfs</c>, <c>lvm2</c>, <c>gpt</c>, …</summary>
    public string? SourceFormat { get => Get("source/format@type"); set => Set("source/format@type", value); }

    /// <summary>The host's SCSI adapter.</summary>
    public string? SourceAdapter { get => Get("source/adapter@name"); set => Set("source/adapter@name", value); }

    /// <summary>The World Wide Port Name of the adapter, of Fibre Channel.</summary>
    public string? SourceWorldWidePortName { get => Get("source/adapter@wwpn"); set => Set("source/adapter@wwpn", value); }

    /// <summary>The initiator's name, of iSCSI.</summary>
    public string? InitiatorIqn { get => Get("source/initiator/iqn@name"); set => Set("source/initiator/iqn@name", value); }

    /// <summary>The user that signs in to a server.</summary>
    public string? AuthUser { get => Get("source/auth@username"); set => Set("source/auth@username", value); }

    /// <summary>How it signs in: <c>chap</c> (iSCSI) or <c>ceph</c> (RBD).</summary>
    public string? AuthType { get => Get("source/auth@type"); set => Set("source/auth@type", value); }

    /// <summary>libvirt's secret with the password, by what it is for.</summary>
    public string? AuthSecretUsage { get => Get("source/auth/secret@usage"); set => Set("source/auth/secret@usage", value); }

    /// <summary>The same, by its UUID.</summary>
    public Guid? AuthSecretUuid { get => GetUuid("source/auth/secret@uuid"); set => SetUuid("source/auth/secret@uuid", value); }

    /// <summary>The path on the host at which its volumes appear.</summary>
    public string? TargetPath { get => Get("target/path"); set => Set("target/path", value); }

    /// <summary>Mode of that path, octal.</summary>
    public string? TargetMode { get => Get("target/permissions/mode"); set => Set("target/permissions/mode", value); }

    /// <summary>The user ID that owns that path; −1 for the creating user.</summary>
    public int? TargetOwner { get => GetInt("target/permissions/owner"); set => SetNumber("target/permissions/owner", value); }

    /// <summary>Group number of that path.</summary>
    public int? TargetGroup { get => GetInt("target/permissions/group"); set => SetNumber("target/permissions/group", value); }
}

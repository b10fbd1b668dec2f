namespace Libvirt.Xml;

/// <summary>A user at a server, and the secret that proves it.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#hard-drives-floppy-disks-cdroms"/>
public sealed class StorageAuthXml : XmlView
{
    internal StorageAuthXml(XmlView whole, XmlPath at) : base(whole, at) { }

    /// <summary>The user; null if none is asked for.</summary>
    public string? UserName { get => Get("@username"); set => Set("@username", value); }

    /// <summary>The kind of the secret: <c>ceph</c>, <c>iscsi</c>.</summary>
    public string? SecretType { get => Get("secret@type"); set => Set("secret@type", value); }

    /// <summary>The secret by its UUID; null where its usage names it.</summary>
    public Guid? SecretUuid { get => GetUuid("secret@uuid"); set => SetUuid("secret@uuid", value); }

    /// <summary>The secret by its usage; null where its UUID names it.</summary>
    public string? SecretUsage { get => Get("secret@usage"); set => Set("secret@usage", value); }
}

namespace Libvirt.Xml;

public sealed partial class DiskXml
{
    /// <summary>The user at the server; null if none is asked for.</summary>
    public string? SourceAuthUserName { get => Get("source/auth@username"); set => Set("source/auth@username", value); }

    /// <summary>The kind of the secret for it: <c>ceph</c>, <c>iscsi</c>.</summary>
    public string? SourceAuthSecretType { get => Get("source/auth/secret@type"); set => Set("source/auth/secret@type", value); }

    /// <summary>The secret by its UUID; null where its usage names it.</summary>
    public Guid? SourceAuthSecretUuid { get => GetUuid("source/auth/secret@uuid"); set => SetUuid("source/auth/secret@uuid", value); }

    /// <summary>The secret by its usage; null where its UUID names it.</summary>
    public string? SourceAuthSecretUsage { get => Get("source/auth/secret@usage"); set => Set("source/auth/secret@usage", value); }

    /// <summary>The user at the server, in the older place beside the source; null if none is asked for.</summary>
    public string? AuthUserName { get => Get("auth@username"); set => Set("auth@username", value); }

    /// <summary>The kind of the secret for it: <c>ceph</c>, <c>iscsi</c>.</summary>
    public string? AuthSecretType { get => Get("auth/secret@type"); set => Set("auth/secret@type", value); }

    /// <summary>The secret by its UUID; null where its usage names it.</summary>
    public Guid? AuthSecretUuid { get => GetUuid("auth/secret@uuid"); set => SetUuid("auth/secret@uuid", value); }

    /// <summary>The secret by its usage; null where its UUID names it.</summary>
    public string? AuthSecretUsage { get => Get("auth/secret@usage"); set => Set("auth/secret@usage", value); }
}

namespace Libvirt.Xml;

public sealed partial class StorageSourceXml
{
    /// <summary>The servers asked by the protocol.</summary>
    public XmlList<NetworkHostXml> Hosts => Views("host", e => new NetworkHostXml(e));

    /// <summary>Who is the user at the server.</summary>
    public StorageAuthXml Auth => new(this, "auth");

    /// <summary>How the data is encrypted.</summary>
    public StorageEncryptionXml Encryption => new(this, "encryption");

    /// <summary>The snapshot that is read, of <c>rbd</c>.</summary>
    public string? Snapshot { get => Get("snapshot@name"); set => Set("snapshot@name", value); }

    /// <summary>The file with the cluster's settings, of <c>rbd</c>.</summary>
    public string? ConfigFile { get => Get("config@file"); set => Set("config@file", value); }

    /// <summary>The name by which QEMU presents itself, of <c>iscsi</c>.</summary>
    public string? InitiatorIqn { get => Get("initiator/iqn@name"); set => Set("initiator/iqn@name", value); }

    /// <summary>Whether the connection is encrypted, of <c>nbd</c> and <c>vxhs</c>.</summary>
    public bool? Tls { get => GetYesNo("@tls"); set => SetYesNo("@tls", value); }

    /// <summary>The name that the server's certificate must have; null for the server's own.</summary>
    public string? TlsHostName { get => Get("@tlsHostname"); set => Set("@tlsHostname", value); }

    /// <summary>Whether the server's certificate is checked, of <c>https</c> and <c>ftps</c>.</summary>
    public bool? VerifyCertificate { get => GetYesNo("ssl@verify"); set => SetYesNo("ssl@verify", value); }

    /// <summary>Cookies sent along, of <c>http</c> and <c>https</c>.</summary>
    public XmlList<CookieXml> Cookies => Views("cookies/cookie", e => new CookieXml(e));

    /// <summary>How much is read ahead, of <c>http</c>, <c>ftp</c> and their kin.</summary>
    public long? ReadAheadBytes { get => GetLong("readahead@size"); set => SetNumber("readahead@size", value); }

    /// <summary>How long an answer is waited for, of the same.</summary>
    public int? TimeoutSeconds { get => GetInt("timeout@seconds"); set => SetNumber("timeout@seconds", value); }

    /// <summary>The user whose rights are used, of <c>nfs</c>: a name, or a number after <c>+</c>.</summary>
    public string? UserName { get => Get("identity@user"); set => Set("identity@user", value); }

    /// <summary>The group whose rights are used, of <c>nfs</c>.</summary>
    public string? GroupName { get => Get("identity@group"); set => Set("identity@group", value); }

    /// <summary>What happens when the connection breaks, of type <c>vhostuser</c> and protocol <c>nbd</c>.</summary>
    public ReconnectXml Reconnect => new(this, "reconnect");

    /// <summary>How the guest's SCSI reservations reach the host, of device <c>lun</c>.</summary>
    public ReservationsXml Reservations => new(this, "reservations");

    /// <summary>The part of the data that is used; all where there is none.</summary>
    public XmlList<StorageSliceXml> Slices => Views("slices/slice", e => new StorageSliceXml(e));

    /// <summary>How it is labelled, where that is not as the domain's.</summary>
    public XmlList<SecurityLabelXml> SecurityLabels => Views("seclabel", e => new SecurityLabelXml(e));
}

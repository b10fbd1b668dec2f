using System.Collections.Immutable;

namespace Libvirt.Xml;

/// <summary>What a storage pool is made of: its kind, and what that kind needs. For <see cref="StoragePoolXml.SetSource"/>.</summary>
/// <seealso href="https://libvirt.org/formatstorage.html#source-elements"/>
/// <param name="Type">As <see cref="StoragePoolXml.Type"/>.</param>
public sealed record StoragePoolSource(string Type)
{
    /// <summary>The servers.</summary>
    public SourceHosts Hosts { get; init; } = SourceHosts.None;

    /// <summary>The host's devices, or the target on a server.</summary>
    public ImmutableArray<string> Devices { get; init; } = [];

    /// <summary>The directory on a server.</summary>
    public string? Directory { get; init; }

    /// <summary>The name on a server or of a volume group.</summary>
    public string? Name { get; init; }

    /// <summary>The format of the source.</summary>
    public string? Format { get; init; }

    /// <summary>The host's SCSI adapter.</summary>
    public string? Adapter { get; init; }

    /// <summary>The initiator's name, of iSCSI.</summary>
    public string? InitiatorIqn { get; init; }

    /// <summary>How it signs in: <c>chap</c> or <c>ceph</c>.</summary>
    public string? AuthType { get; init; }

    /// <summary>The user that signs in.</summary>
    public string? AuthUser { get; init; }

    /// <summary>libvirt's secret with the password, by what it is for.</summary>
    public string? AuthSecretUsage { get; init; }

    /// <inheritdoc/>
    public bool Equals(StoragePoolSource? other) => other is not null && Parts.Equals(other.Parts) && Hosts.Equals(other.Hosts) && Devices.SequenceEqual(other.Devices);

    /// <inheritdoc/>
    public override int GetHashCode() => Parts.GetHashCode();

    private (string, string?, string?, string?, string?, string?, string?, string?, string?) Parts =>
        (Type, Directory, Name, Format, Adapter, InitiatorIqn, AuthType, AuthUser, AuthSecretUsage);

    internal static StoragePoolSource Of(StoragePoolXml pool) => new(pool.Type ?? "")
    {
        Hosts = SourceHosts.Of(pool.SourceHosts),
        Devices = [.. pool.SourceDevices],
        Directory = pool.SourceDirectory,
        Name = pool.SourceName,
        Format = pool.SourceFormat,
        Adapter = pool.SourceAdapter,
        InitiatorIqn = pool.InitiatorIqn,
        AuthType = pool.AuthType,
        AuthUser = pool.AuthUser,
        AuthSecretUsage = pool.AuthSecretUsage,
    };

    internal void Write(StoragePoolXml pool)
    {
        Hosts.Write(pool.SourceHosts);
        pool.SourceDevices.Replace(Devices);
        (pool.SourceDirectory, pool.SourceAdapter, pool.SourceName) = (Directory, Adapter, Name);
        (pool.AuthType, pool.AuthUser, pool.AuthSecretUsage) = (AuthType, AuthUser, AuthSecretUsage);
        (pool.InitiatorIqn, pool.SourceFormat) = (InitiatorIqn, Format);
    }
}

using WebConsole.Actions;

namespace WebConsole.Storage.Kinds;

/// <summary>The changes of a pool, in the form of the API; missing fields are not changed. What they are: <see cref="NewPool"/>.</summary>
/// <param name="Path">The directory on the host.</param>
/// <param name="SourceHost">The server or servers.</param>
/// <param name="SourceDir">The directory on the server; empty for none.</param>
/// <param name="SourceDevices">The host's devices, or the target of an iSCSI server.</param>
/// <param name="SourceName">The volume group, the pool in Ceph, the Gluster volume.</param>
/// <param name="Format">The protocol, the file system, the partition table.</param>
/// <param name="Adapter">The host's SCSI adapter.</param>
/// <param name="Initiator">The name by which the host signs in to an iSCSI server; empty for none.</param>
/// <param name="User">Who signs in at the server; empty for nobody.</param>
/// <param name="Secret">The user's new password or key. libvirt keeps it; it is never shown again.</param>
/// <param name="Version">The expected version of the definition; the request is refused if it is another one.</param>
public sealed record PoolChanges(string? Path = null, string? SourceHost = null, string? SourceDir = null, IReadOnlyList<string>? SourceDevices = null, string? SourceName = null,
    string? Format = null, string? Adapter = null, string? Initiator = null, string? User = null, string? Secret = null, string? Version = null) : IVersioned
{
    IVersioned IVersioned.Of(string version) => this with { Version = version };

    /// <summary>The whole of a pool once it is changed.</summary>
    internal NewPool On(NewPool now) => now with
    {
        Path = Path ?? now.Path,
        SourceHost = SourceHost ?? now.SourceHost,
        SourceDir = SourceDir ?? now.SourceDir,
        SourceDevices = SourceDevices ?? now.SourceDevices,
        SourceName = SourceName ?? now.SourceName,
        Format = Format ?? now.Format,
        Adapter = Adapter ?? now.Adapter,
        Initiator = Initiator ?? now.Initiator,
        User = User ?? now.User,
        Secret = Secret ?? now.Secret,
    };

    /// <summary>Without the secret, which must not get into a log by accident.</summary>
    public override string ToString() => "changes of a pool";
}

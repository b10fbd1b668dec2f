namespace WebConsole.Storage.Kinds;

/// <summary>The arguments of a new pool, in the form of the API. Which ones a type takes: <see cref="Kinds.PoolKinds"/>.</summary>
/// <param name="Type">libvirt's type of the pool: <c>dir</c>, <c>netfs</c>, <c>logical</c>, …</param>
/// <param name="Name">Unique on its host.</param>
/// <param name="Path">The directory on the host.</param>
/// <param name="SourceHost">The server, or servers separated by blanks, each with a port if it is not the usual one.</param>
/// <param name="SourceDir">The directory on the server.</param>
/// <param name="SourceDevices">The host's devices, or the target of an iSCSI server.</param>
/// <param name="SourceName">The volume group, the pool in Ceph, the Gluster volume.</param>
/// <param name="Format">The protocol, the file system, the partition table.</param>
/// <param name="Adapter">The host's SCSI adapter.</param>
/// <param name="Initiator">The name by which the host signs in to an iSCSI server.</param>
/// <param name="User">Who signs in at the server.</param>
/// <param name="Secret">The user's password, or the key of Ceph. libvirt keeps it; it is never shown again.</param>
/// <param name="Build">Whether to create what it needs: default true for the directory.</param>
/// <param name="Erase">The devices again, if their data may be lost: they are formatted.</param>
/// <param name="Start">Whether to start it; default true.</param>
/// <param name="Autostart">Whether it starts with the host; default true.</param>
public sealed record NewPool(string? Type = null, string? Name = null, string? Path = null, string? SourceHost = null, string? SourceDir = null,
    IReadOnlyList<string>? SourceDevices = null, string? SourceName = null, string? Format = null, string? Adapter = null, string? Initiator = null,
    string? User = null, string? Secret = null, bool? Build = null, IReadOnlyList<string>? Erase = null, bool? Start = null, bool? Autostart = null)
{
    /// <summary>The arguments that depend on the type.</summary>
    public static IReadOnlyList<string> PartNames { get; } = ["path", "sourceHost", "sourceDir", "sourceDevices", "sourceName", "format", "adapter", "initiator"];

    /// <summary>The argument with this name in the API, as one text.</summary>
    public string? Of(string part) => part switch
    {
        "path" => Path,
        "sourceHost" => SourceHost,
        "sourceDir" => SourceDir,
        "sourceDevices" => SourceDevices is null ? null : string.Join(' ', SourceDevices),
        "sourceName" => SourceName,
        "format" => Format,
        "adapter" => Adapter,
        "initiator" => Initiator,
        _ => null,
    };

    /// <summary>Without the secret, which must not get into a log by accident.</summary>
    public override string ToString() => $"{Type} {Name}";
}

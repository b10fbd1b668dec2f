namespace WebConsole.Hypervisor.Inventory;

/// <summary>How the connection to a host stands.</summary>
public enum ConnectionState
{
    Connecting,
    Connected,

    /// <summary>Connected, but calls hang: some of what is shown is old.</summary>
    Degraded,
    Disconnected,
}

/// <summary>One configured host and what is known of its connection.</summary>
public sealed record HostStatus : ISubjectType
{
    static ObjectKind ISubjectType.Kind => ObjectKind.Host;

    ObjectId ISubject.Id => ObjectId.OfHost(Name);

    string? ISubject.StateWord => null;

    public required string Name { get; init; }

    /// <summary>libvirt's URI, without a password.</summary>
    public required string Uri { get; init; }

    public required ConnectionState Connection { get; init; }

    /// <summary>libvirt's own words, when the connection is not there.</summary>
    public string? Error { get; init; }

    /// <summary>What to do about <see cref="Error"/>.</summary>
    public string? Advice { get; init; }

    /// <summary>Whether its storage pools have not been listed yet: that none are known says nothing.</summary>
    public bool StorageUnread { get; init; }

    /// <summary>Whether libvirt waits for storage: what is known of pools and volumes may be old.</summary>
    public bool StorageSilent { get; init; }

    /// <summary>Facts of the host, kept while it is away.</summary>
    public HostFacts? Facts { get; init; }
}

/// <summary>What hardly changes while a host is connected.</summary>
public sealed record HostFacts
{
    public required string HostName { get; init; }

    /// <summary>libvirt's driver: <c>QEMU</c>, <c>LXC</c>, <c>Xen</c>, <c>TEST</c>.</summary>
    public required string Driver { get; init; }

    public required Version LibvirtVersion { get; init; }
    public Version? HypervisorVersion { get; init; }
    public int Cpus { get; init; }
    public long MemoryBytes { get; init; }
    public string CpuModel { get; init; } = "";

    /// <summary>The capabilities document (libvirt's formatcaps page).</summary>
    public string Capabilities { get; init; } = "";

    /// <summary>Whether libvirt runs on the machine that we run on, so that /proc, /sys and passed sockets are its.</summary>
    public bool IsLocal { get; init; }
}

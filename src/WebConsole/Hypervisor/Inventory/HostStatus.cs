namespace WebConsole.Hypervisor.Inventory;

/// <summary>The state of the connection to a host.</summary>
public enum ConnectionState
{
    Connecting,
    Connected,

    /// <summary>Connected, but calls hang: some of the data is old.</summary>
    Degraded,
    Disconnected,
}

/// <summary>One configured host and the state of its connection.</summary>
public sealed record HostStatus : ISubjectType
{
    static ObjectKind ISubjectType.Kind => ObjectKind.Host;

    ObjectId ISubject.Id => ObjectId.OfHost(Name);

    string? ISubject.StateWord => null;

    public required string Name { get; init; }

    /// <summary>libvirt's URI, without a password.</summary>
    public required string Uri { get; init; }

    public required ConnectionState Connection { get; init; }

    /// <summary>libvirt's error message, while there is no connection.</summary>
    public string? Error { get; init; }

    /// <summary>What to do about <see cref="Error"/>.</summary>
    public string? Advice { get; init; }

    /// <summary>
    /// Whether its storage pools have not been listed yet, so that an empty list does not mean that there are none.
    /// </summary>
    public bool StorageUnread { get; init; }

    /// <summary>Whether libvirt waits for storage, so that the data of pools and volumes may be old.</summary>
    public bool StorageSilent { get; init; }

    /// <summary>Facts of the host, kept while it is disconnected.</summary>
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

    /// <summary>Which kinds of storage pools libvirt can run (its formatstoragecaps page); <c>null</c> if it does not say.</summary>
    public string? StoragePoolCapabilities { get; init; }

    /// <summary>Whether libvirt runs on this machine, so that /proc, /sys and passed sockets belong to that host.</summary>
    public bool IsLocal { get; init; }
}

namespace Libvirt;

/// <summary>
/// Why a domain does not run. A newer libvirt may send other numbers.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainShutoffReason">virDomainShutoffReason</see>.
/// </summary>
public enum DomainShutOffReason
{
    /// <summary>Nothing is known of it: it has not run since libvirt was started.</summary>
    Unknown = 0,

    /// <summary>The guest shut down.</summary>
    Shutdown = 1,

    /// <summary>It was forced off.</summary>
    Destroyed = 2,

    /// <summary>The guest crashed, or the hypervisor's process ended by itself.</summary>
    Crashed = 3,

    /// <summary>It went to another host.</summary>
    Migrated = 4,

    /// <summary>Its state was saved.</summary>
    Saved = 5,

    /// <summary>It could not be started.</summary>
    Failed = 6,

    /// <summary>It was restored from a snapshot that was made while it was off.</summary>
    FromSnapshot = 7,

    /// <summary>libvirt ended it when it found it again and could not take it over.</summary>
    Daemon = 8,
}

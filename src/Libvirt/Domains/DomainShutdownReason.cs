namespace Libvirt;

/// <summary>
/// Why a domain is shutting down. A newer libvirt may send other numbers.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainShutdownReason">virDomainShutdownReason</see>.
/// </summary>
public enum DomainShutdownReason
{
    /// <summary>Nothing is known of it.</summary>
    Unknown = 0,

    /// <summary>Someone asked for it.</summary>
    User = 1,
}

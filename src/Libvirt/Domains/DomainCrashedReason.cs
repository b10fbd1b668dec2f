namespace Libvirt;

/// <summary>
/// Why a domain has crashed. A newer libvirt may send other numbers.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainCrashedReason">virDomainCrashedReason</see>.
/// </summary>
public enum DomainCrashedReason
{
    /// <summary>Nothing is known of it.</summary>
    Unknown = 0,

    /// <summary>The guest's system panicked.</summary>
    Panicked = 1,
}

namespace Libvirt;

/// <summary>
/// Which description of a domain to give.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainXMLFlags">virDomainXMLFlags</see>.
/// </summary>
[Flags]
public enum DomainXmlFlags
{
    /// <summary>As it is now, without secrets.</summary>
    None = 0,

    /// <summary>With secrets, such as VNC passwords. Needs a connection that may write.</summary>
    Secure = 1,

    /// <summary>As it will be at the next start.</summary>
    Inactive = 2,

    /// <summary>With the host's CPU features filled in.</summary>
    UpdateCpu = 4,

    /// <summary>Fit for another host's older libvirt.</summary>
    Migratable = 8,
}

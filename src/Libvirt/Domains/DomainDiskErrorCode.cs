namespace Libvirt;

/// <summary>
/// What is wrong with a disk. A newer libvirt may send other numbers.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainDiskErrorCode">virDomainDiskErrorCode</see>.
/// </summary>
public enum DomainDiskErrorCode
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Reading or writing failed.</summary>
    Unspecified = 1,

    /// <summary>There is no space left where the disk is kept.</summary>
    NoSpace = 2,
}

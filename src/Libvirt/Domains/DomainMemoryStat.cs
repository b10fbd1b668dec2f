namespace Libvirt;

/// <summary>
/// A memory figure. KiB unless said otherwise; a newer libvirt may send others.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainMemoryStatTags">virDomainMemoryStatTags</see>.
/// </summary>
public enum DomainMemoryStat
{
    /// <summary>Read from swap, in total.</summary>
    SwapIn = 0,

    /// <summary>Written to swap, in total.</summary>
    SwapOut = 1,

    /// <summary>Page faults that had to read a disk, in total, a count.</summary>
    MajorFault = 2,

    /// <summary>Page faults that did not, in total, a count.</summary>
    MinorFault = 3,

    /// <summary>What the guest leaves unused.</summary>
    Unused = 4,

    /// <summary>What the guest sees as its memory.</summary>
    Available = 5,

    /// <summary>What the balloon leaves to the guest.</summary>
    ActualBalloon = 6,

    /// <summary>What the hypervisor's process holds of the host's memory.</summary>
    Resident = 7,

    /// <summary>What programs in the guest could get without swapping.</summary>
    Usable = 8,

    /// <summary>When the guest last told, in seconds since 1970.</summary>
    LastUpdate = 9,

    /// <summary>What the guest uses to cache disks.</summary>
    DiskCaches = 10,

    /// <summary>Huge pages given out, a count.</summary>
    HugetlbPageAllocations = 11,

    /// <summary>Huge pages that could not be given out, a count.</summary>
    HugetlbPageFailures = 12,
}

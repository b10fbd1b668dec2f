namespace Libvirt;

/// <summary>
/// Of which domains to ask bulk statistics, and how.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virConnectGetAllDomainStatsFlags">virConnectGetAllDomainStatsFlags</see>.
/// </summary>
[Flags]
public enum GetAllDomainStatsFlags : uint
{
    /// <summary>Of all, waiting for machines that are busy.</summary>
    None = 0,

    /// <summary>Of those that run.</summary>
    Active = 1,

    /// <summary>Of those that do not run.</summary>
    Inactive = 2,

    /// <summary>Of those that stay defined.</summary>
    Persistent = 4,

    /// <summary>Of those that exist while they run.</summary>
    Transient = 8,

    /// <summary>Of those in state running.</summary>
    Running = 16,

    /// <summary>Of those in state paused.</summary>
    Paused = 32,

    /// <summary>Of those in state shut off.</summary>
    ShutOff = 64,

    /// <summary>Of those in another state.</summary>
    Other = 128,

    /// <summary>Skip what needs a machine's monitor while another call holds it. No help against a hypervisor that is stuck.</summary>
    NoWait = 0x20000000,

    /// <summary>With the backing files of disks.</summary>
    Backing = 0x40000000,

    /// <summary>Fail when the driver lacks a group, instead of leaving it out.</summary>
    EnforceStats = 0x80000000,
}

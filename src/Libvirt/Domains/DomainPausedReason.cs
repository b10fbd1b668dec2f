namespace Libvirt;

/// <summary>
/// Why a domain is paused. A newer libvirt may send other numbers.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainPausedReason">virDomainPausedReason</see>.
/// </summary>
public enum DomainPausedReason
{
    /// <summary>Nothing is known of it.</summary>
    Unknown = 0,

    /// <summary>Someone asked for it.</summary>
    User = 1,

    /// <summary>It is being migrated.</summary>
    Migration = 2,

    /// <summary>Its state is being saved.</summary>
    Save = 3,

    /// <summary>Its memory is being dumped.</summary>
    Dump = 4,

    /// <summary>A disk failed: see <see cref="Domain.GetDiskErrors"/>.</summary>
    IoError = 5,

    /// <summary>The guest's watchdog fired.</summary>
    Watchdog = 6,

    /// <summary>It was restored from a snapshot.</summary>
    FromSnapshot = 7,

    /// <summary>It is shutting down.</summary>
    ShuttingDown = 8,

    /// <summary>A snapshot is being made.</summary>
    Snapshot = 9,

    /// <summary>The guest crashed, and has been reset since.</summary>
    Crashed = 10,

    /// <summary>It is being started.</summary>
    StartingUp = 11,

    /// <summary>It migrates, and its memory follows.</summary>
    PostCopy = 12,

    /// <summary>Its migration failed after it had moved.</summary>
    PostCopyFailed = 13,
}

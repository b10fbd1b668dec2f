namespace Libvirt;

/// <summary>
/// Why a domain runs. A newer libvirt may send other numbers.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainRunningReason">virDomainRunningReason</see>.
/// </summary>
public enum DomainRunningReason
{
    /// <summary>Nothing is known of it.</summary>
    Unknown = 0,

    /// <summary>It was started.</summary>
    Booted = 1,

    /// <summary>It came from another host.</summary>
    Migrated = 2,

    /// <summary>It went on from a saved state.</summary>
    Restored = 3,

    /// <summary>It went on from a snapshot.</summary>
    FromSnapshot = 4,

    /// <summary>It was paused before.</summary>
    Unpaused = 5,

    /// <summary>Its migration was given up.</summary>
    MigrationCanceled = 6,

    /// <summary>Saving its state failed.</summary>
    SaveCanceled = 7,

    /// <summary>Something woke the guest.</summary>
    WakeUp = 8,

    /// <summary>It was resumed after a crash.</summary>
    Crashed = 9,

    /// <summary>It migrates, and its memory follows.</summary>
    PostCopy = 10,

    /// <summary>It migrated, and some of its memory stayed behind.</summary>
    PostCopyFailed = 11,
}

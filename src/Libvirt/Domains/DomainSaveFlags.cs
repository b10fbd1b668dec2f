namespace Libvirt;

/// <summary>
/// How to save a domain, and how it shall be after the restore.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainSaveRestoreFlags">virDomainSaveRestoreFlags</see>.
/// </summary>
[Flags]
public enum DomainSaveFlags
{
    /// <summary>Restored as it was, running or paused.</summary>
    None = 0,

    /// <summary>Write past the host's file cache.</summary>
    BypassCache = 1,

    /// <summary>Restored running.</summary>
    Running = 2,

    /// <summary>Restored paused.</summary>
    Paused = 4,
}

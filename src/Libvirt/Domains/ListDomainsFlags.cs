namespace Libvirt;

/// <summary>
/// Which domains to list. Within a pair either fits; pairs narrow each other.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virConnectListAllDomainsFlags">virConnectListAllDomainsFlags</see>.
/// </summary>
[Flags]
public enum ListDomainsFlags
{
    /// <summary>All.</summary>
    None = 0,

    /// <summary>Those that run.</summary>
    Active = 1,

    /// <summary>Those that do not run.</summary>
    Inactive = 2,

    /// <summary>Those that stay defined.</summary>
    Persistent = 4,

    /// <summary>Those that exist while they run.</summary>
    Transient = 8,

    /// <summary>Those in state running.</summary>
    Running = 16,

    /// <summary>Those in state paused.</summary>
    Paused = 32,

    /// <summary>Those in state shut off.</summary>
    ShutOff = 64,

    /// <summary>Those in another state.</summary>
    Other = 128,

    /// <summary>Those with a managed save.</summary>
    ManagedSave = 256,

    /// <summary>Those without a managed save.</summary>
    NoManagedSave = 512,

    /// <summary>Those that start with the host.</summary>
    Autostart = 1024,

    /// <summary>Those that do not start with the host.</summary>
    NoAutostart = 2048,

    /// <summary>Those with snapshots.</summary>
    HasSnapshot = 4096,

    /// <summary>Those without snapshots.</summary>
    NoSnapshot = 8192,

    /// <summary>Those with checkpoints.</summary>
    HasCheckpoint = 16384,

    /// <summary>Those without checkpoints.</summary>
    NoCheckpoint = 32768,
}

namespace Libvirt;

/// <summary>
/// The events to subscribe to. A domain topic's bit is libvirt's event number.
/// </summary>
[Flags]
public enum EventTopics : long
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Domains are defined, start, stop, vanish: <see cref="DomainLifecycleEvent"/>.</summary>
    DomainLifecycle = 1L << 0,

    /// <summary><see cref="DomainChange.Reboot"/>.</summary>
    DomainReboot = 1L << 1,

    /// <summary><see cref="DomainChange.RtcChange"/>.</summary>
    DomainRtcChange = 1L << 2,

    /// <summary><see cref="DomainChange.Watchdog"/>.</summary>
    DomainWatchdog = 1L << 3,

    /// <summary><see cref="DomainChange.Graphics"/>.</summary>
    DomainGraphics = 1L << 5,

    /// <summary><see cref="DomainChange.IoError"/>.</summary>
    DomainIoError = 1L << 6,

    /// <summary><see cref="DomainChange.ControlError"/>.</summary>
    DomainControlError = 1L << 7,

    /// <summary><see cref="DomainChange.DiskChange"/>.</summary>
    DomainDiskChange = 1L << 9,

    /// <summary><see cref="DomainChange.TrayChange"/>.</summary>
    DomainTrayChange = 1L << 10,

    /// <summary><see cref="DomainChange.WakeUp"/>.</summary>
    DomainWakeUp = 1L << 11,

    /// <summary><see cref="DomainChange.Sleep"/>.</summary>
    DomainSleep = 1L << 12,

    /// <summary><see cref="DomainChange.BalloonChange"/>.</summary>
    DomainBalloonChange = 1L << 13,

    /// <summary><see cref="DomainChange.Hibernate"/>.</summary>
    DomainHibernate = 1L << 14,

    /// <summary><see cref="DomainChange.DeviceRemoved"/>.</summary>
    DomainDeviceRemoved = 1L << 15,

    /// <summary><see cref="DomainChange.BlockJob"/>.</summary>
    DomainBlockJob = 1L << 16,

    /// <summary><see cref="DomainChange.Tunable"/>.</summary>
    DomainTunable = 1L << 17,

    /// <summary><see cref="DomainChange.AgentLifecycle"/>.</summary>
    DomainAgentLifecycle = 1L << 18,

    /// <summary><see cref="DomainChange.DeviceAdded"/>.</summary>
    DomainDeviceAdded = 1L << 19,

    /// <summary><see cref="DomainChange.MigrationIteration"/>.</summary>
    DomainMigrationIteration = 1L << 20,

    /// <summary><see cref="DomainChange.JobCompleted"/>.</summary>
    DomainJobCompleted = 1L << 21,

    /// <summary><see cref="DomainChange.DeviceRemovalFailed"/>.</summary>
    DomainDeviceRemovalFailed = 1L << 22,

    /// <summary><see cref="DomainChange.MetadataChange"/>.</summary>
    DomainMetadataChange = 1L << 23,

    /// <summary><see cref="DomainChange.BlockThreshold"/>.</summary>
    DomainBlockThreshold = 1L << 24,

    /// <summary><see cref="DomainChange.MemoryFailure"/>.</summary>
    DomainMemoryFailure = 1L << 25,

    /// <summary><see cref="DomainChange.MemoryDeviceSizeChange"/>.</summary>
    DomainMemoryDeviceSizeChange = 1L << 26,

    /// <summary>All changes of domains but <see cref="DomainRtcChange"/>, <see cref="DomainGraphics"/> and <see cref="DomainMigrationIteration"/>, which are frequent and change nothing persistent.</summary>
    DomainChanges = DomainReboot
        | DomainWatchdog
        | DomainIoError
        | DomainControlError
        | DomainDiskChange
        | DomainTrayChange
        | DomainWakeUp
        | DomainSleep
        | DomainBalloonChange
        | DomainHibernate
        | DomainDeviceRemoved
        | DomainBlockJob
        | DomainTunable
        | DomainAgentLifecycle
        | DomainDeviceAdded
        | DomainJobCompleted
        | DomainDeviceRemovalFailed
        | DomainMetadataChange
        | DomainBlockThreshold
        | DomainMemoryFailure
        | DomainMemoryDeviceSizeChange,

    /// <summary>Virtual networks: <see cref="NetworkEvent"/>.</summary>
    NetworkLifecycle = 1L << 32,

    /// <summary>Storage pools: <see cref="StoragePoolEvent"/>.</summary>
    StoragePoolLifecycle = 1L << 40,

    /// <summary><see cref="StoragePoolEventKind.Refreshed"/>.</summary>
    StoragePoolRefresh = 1L << 41,

    /// <summary>The host's devices: <see cref="NodeDeviceEvent"/>.</summary>
    NodeDeviceLifecycle = 1L << 48,

    /// <summary><see cref="NodeDeviceEventKind.Updated"/>.</summary>
    NodeDeviceUpdate = 1L << 49,

    /// <summary>All of the above that change what a user sees.</summary>
    All = DomainLifecycle | DomainChanges | NetworkLifecycle | StoragePoolLifecycle | StoragePoolRefresh
        | NodeDeviceLifecycle | NodeDeviceUpdate,
}

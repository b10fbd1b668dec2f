namespace Libvirt;

/// <summary>
/// What changed at a domain, other than its lifecycle. The numbers are libvirt's event numbers.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainEventID">virDomainEventID</see>.
/// </summary>
public enum DomainChange
{
    /// <summary>The guest restarted, by itself or because somebody reset it: libvirt does not tell which.</summary>
    Reboot = 1,

    /// <summary>The guest set its clock. The detail is the offset in seconds.</summary>
    RtcChange = 2,

    /// <summary>The watchdog fired. The detail is the action.</summary>
    Watchdog = 3,

    /// <summary>Someone's connection to a display opened or closed. The detail is the phase.</summary>
    Graphics = 5,

    /// <summary>A disk failed. The subject is the device's alias, the detail the action.</summary>
    IoError = 6,

    /// <summary>libvirt lost touch with the hypervisor's monitor.</summary>
    ControlError = 7,

    /// <summary>A disk got another medium. The subject is the device's alias, the detail the reason.</summary>
    DiskChange = 9,

    /// <summary>A tray was opened or closed. The subject is the device's alias, the detail 0 for open.</summary>
    TrayChange = 10,

    /// <summary>The guest woke up.</summary>
    WakeUp = 11,

    /// <summary>The guest put itself to sleep.</summary>
    Sleep = 12,

    /// <summary>The balloon changed the guest's memory.</summary>
    BalloonChange = 13,

    /// <summary>The guest put itself to sleep on its disk.</summary>
    Hibernate = 14,

    /// <summary>A device was removed. The subject is its alias.</summary>
    DeviceRemoved = 15,

    /// <summary>A job on a disk changed. The subject is the disk's target, the detail the job's status.</summary>
    BlockJob = 16,

    /// <summary>A tuning value changed.</summary>
    Tunable = 17,

    /// <summary>The guest agent came or went. The detail is 1 for connected, 2 for gone.</summary>
    AgentLifecycle = 18,

    /// <summary>A device was added. The subject is its alias.</summary>
    DeviceAdded = 19,

    /// <summary>A migration began another round. The detail is its number.</summary>
    MigrationIteration = 20,

    /// <summary>A job ended.</summary>
    JobCompleted = 21,

    /// <summary>The guest refused to give a device up. The subject is its alias.</summary>
    DeviceRemovalFailed = 22,

    /// <summary>Title, description or metadata changed. The subject is the namespace, the detail the kind.</summary>
    MetadataChange = 23,

    /// <summary>A disk was filled up to a mark. The subject is the disk's target.</summary>
    BlockThreshold = 24,

    /// <summary>The host's memory failed under the guest. The detail is the action.</summary>
    MemoryFailure = 25,

    /// <summary>A memory device changed its size. The subject is its alias.</summary>
    MemoryDeviceSizeChange = 26,
}

namespace Libvirt;

/// <summary>
/// What happened to a device of the host.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-nodedev.html#virNodeDeviceEventLifecycleType">virNodeDeviceEventLifecycleType</see>.
/// </summary>
public enum NodeDeviceEventKind
{
    /// <summary>Its description changed (an event of its own in libvirt, without a number here).</summary>
    Updated = -1,

    /// <summary>It appeared.</summary>
    Created = 0,

    /// <summary>It vanished.</summary>
    Deleted = 1,

    /// <summary>It was defined.</summary>
    Defined = 2,

    /// <summary>Its definition was removed.</summary>
    Undefined = 3,
}

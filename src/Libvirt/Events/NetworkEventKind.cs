namespace Libvirt;

/// <summary>
/// What happened to a virtual network.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-network.html#virNetworkEventLifecycleType">virNetworkEventLifecycleType</see>.
/// </summary>
public enum NetworkEventKind
{
    /// <summary>It was defined, or its definition changed.</summary>
    Defined = 0,

    /// <summary>Its definition was removed.</summary>
    Undefined = 1,

    /// <summary>It was started.</summary>
    Started = 2,

    /// <summary>It stopped.</summary>
    Stopped = 3,
}

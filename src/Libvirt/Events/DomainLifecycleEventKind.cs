namespace Libvirt;

/// <summary>
/// What happened in a domain's life. A newer libvirt may send other numbers.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainEventType">virDomainEventType</see>.
/// </summary>
public enum DomainLifecycleEventKind
{
    /// <summary>It was defined, or its definition changed.</summary>
    Defined = 0,

    /// <summary>Its definition was removed.</summary>
    Undefined = 1,

    /// <summary>It was started.</summary>
    Started = 2,

    /// <summary>It was paused.</summary>
    Suspended = 3,

    /// <summary>It continues.</summary>
    Resumed = 4,

    /// <summary>It stopped.</summary>
    Stopped = 5,

    /// <summary>The guest finished shutting down.</summary>
    Shutdown = 6,

    /// <summary>The guest put itself to sleep.</summary>
    PmSuspended = 7,

    /// <summary>It crashed.</summary>
    Crashed = 8,
}

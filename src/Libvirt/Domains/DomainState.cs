namespace Libvirt;

/// <summary>
/// What a machine does. A newer libvirt may send other numbers.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainState">virDomainState</see>.
/// </summary>
public enum DomainState
{
    /// <summary>The driver does not know.</summary>
    NoState = 0,

    /// <summary>It runs.</summary>
    Running = 1,

    /// <summary>It runs, and waits for a resource (Xen).</summary>
    Blocked = 2,

    /// <summary>It is paused; its memory stays.</summary>
    Paused = 3,

    /// <summary>The guest is shutting down.</summary>
    Shutdown = 4,

    /// <summary>It does not run.</summary>
    ShutOff = 5,

    /// <summary>It crashed.</summary>
    Crashed = 6,

    /// <summary>The guest put itself to sleep.</summary>
    PmSuspended = 7,
}

namespace Libvirt;

/// <summary>
/// How to end a job on a disk.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainBlockJobAbortFlags">virDomainBlockJobAbortFlags</see>.
/// </summary>
[Flags]
public enum DomainBlockJobAbortFlags
{
    /// <summary>Abort it, and wait until it has ended.</summary>
    None = 0,

    /// <summary>Do not wait: an event tells the end.</summary>
    Async = 1,

    /// <summary>Finish it: the guest goes on with the copy, or with the image below.</summary>
    Pivot = 2,
}

namespace Libvirt;

/// <summary>
/// How to copy a disk.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainBlockCopyFlags">virDomainBlockCopyFlags</see>.
/// </summary>
[Flags]
public enum DomainBlockCopyFlags
{
    /// <summary>The whole disk, into a file that libvirt makes.</summary>
    None = 0,

    /// <summary>The disk's own image only: the copy rests on what that rests on.</summary>
    Shallow = 1,

    /// <summary>Into an image that there is already.</summary>
    ReuseExternal = 2,

    /// <summary>Also where the domain is persistent, whose next start knows nothing of the job.</summary>
    TransientJob = 4,

    /// <summary>Each write of the guest waits for the copy, too.</summary>
    SynchronousWrites = 8,
}

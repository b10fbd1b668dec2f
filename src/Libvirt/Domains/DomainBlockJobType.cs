namespace Libvirt;

/// <summary>
/// What a job on a disk does.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainBlockJobType">virDomainBlockJobType</see>.
/// </summary>
public enum DomainBlockJobType
{
    /// <summary>A job of another kind.</summary>
    Unknown = 0,

    /// <summary>Reads what lies below an image into it.</summary>
    Pull = 1,

    /// <summary>Copies the disk.</summary>
    Copy = 2,

    /// <summary>Writes an image into one below it.</summary>
    Commit = 3,

    /// <summary>Writes the image that the guest writes to into one below it.</summary>
    ActiveCommit = 4,

    /// <summary>A backup, which has calls of its own.</summary>
    Backup = 5,
}

namespace Libvirt;

/// <summary>
/// How to write an image into one below it.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainBlockCommitFlags">virDomainBlockCommitFlags</see>.
/// </summary>
[Flags]
public enum DomainBlockCommitFlags
{
    /// <summary>An image that the guest does not write to, at a rate in MiB per second.</summary>
    None = 0,

    /// <summary>Into the image directly below.</summary>
    Shallow = 1,

    /// <summary>Delete the images that are not used any more.</summary>
    Delete = 2,

    /// <summary>The image that the guest writes to. The job ends by a pivot.</summary>
    Active = 4,

    /// <summary>Keep relative names.</summary>
    Relative = 8,

    /// <summary>The rate is in bytes per second.</summary>
    BandwidthBytes = 16,
}

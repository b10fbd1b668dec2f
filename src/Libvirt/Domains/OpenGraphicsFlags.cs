namespace Libvirt;

/// <summary>
/// How to open a display.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainOpenGraphicsFlags">virDomainOpenGraphicsFlags</see>.
/// </summary>
[Flags]
public enum OpenGraphicsFlags
{
    /// <summary>With the display's own authentication.</summary>
    None = 0,

    /// <summary>Without authentication: the caller has checked the access.</summary>
    SkipAuthentication = 1,
}

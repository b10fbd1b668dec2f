namespace Libvirt;

/// <summary>
/// How to define a domain.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainDefineFlags">virDomainDefineFlags</see>.
/// </summary>
[Flags]
public enum DomainDefineFlags
{
    /// <summary>Without a check against the schema.</summary>
    None = 0,

    /// <summary>Refuse XML that does not follow the schema.</summary>
    Validate = 1,
}

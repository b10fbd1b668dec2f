namespace Libvirt;

/// <summary>
/// How to define a packet filter.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-nwfilter.html#virNWFilterDefineFlags">virNWFilterDefineFlags</see>.
/// </summary>
[Flags]
public enum NetworkFilterDefineFlags
{
    /// <summary>Without a check against the schema.</summary>
    None = 0,

    /// <summary>Refuse XML that does not follow the schema.</summary>
    Validate = 1,
}

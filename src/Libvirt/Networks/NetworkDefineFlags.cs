namespace Libvirt;

/// <summary>
/// How to define a network.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-network.html#virNetworkDefineFlags">virNetworkDefineFlags</see>.
/// </summary>
[Flags]
public enum NetworkDefineFlags
{
    /// <summary>Without a check against the schema.</summary>
    None = 0,

    /// <summary>Refuse XML that does not follow the schema.</summary>
    Validate = 1,
}

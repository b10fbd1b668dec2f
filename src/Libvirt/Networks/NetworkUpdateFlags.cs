namespace Libvirt;

/// <summary>
/// Where a part of a network is changed.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-network.html#virNetworkUpdateFlags">virNetworkUpdateFlags</see>.
/// </summary>
[Flags]
public enum NetworkUpdateFlags
{
    /// <summary>In the running network, or in the definition of one that is off.</summary>
    AffectCurrent = 0,

    /// <summary>In the running network.</summary>
    AffectLive = 1,

    /// <summary>In the definition.</summary>
    AffectConfig = 2,
}

namespace Libvirt;

/// <summary>
/// What is done to a part of a network.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-network.html#virNetworkUpdateCommand">virNetworkUpdateCommand</see>.
/// </summary>
public enum NetworkUpdateCommand
{
    /// <summary>Nothing; libvirt refuses it.</summary>
    None = 0,

    /// <summary>Replaces the part that has the same key.</summary>
    Modify = 1,

    /// <summary>Removes it.</summary>
    Delete = 2,

    /// <summary>Adds it after the last of its kind.</summary>
    AddLast = 3,

    /// <summary>Adds it before the first of its kind.</summary>
    AddFirst = 4,
}

namespace Libvirt;

/// <summary>
/// Why a connection closed.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-common.html#virConnectCloseReason">virConnectCloseReason</see>.
/// </summary>
public enum ConnectionCloseReason
{
    /// <summary>An input or output error.</summary>
    Error = 0,

    /// <summary>The other end closed it.</summary>
    EndOfFile = 1,

    /// <summary>The other end gave no sign of life.</summary>
    KeepAlive = 2,

    /// <summary>This end closed it.</summary>
    Client = 3,
}

namespace Libvirt;

/// <summary>
/// The family of an address.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-network.html#virIPAddrType">virIPAddrType</see>.
/// </summary>
public enum IPAddressType
{
    /// <summary>IPv4.</summary>
    IPv4 = 0,

    /// <summary>IPv6.</summary>
    IPv6 = 1,
}

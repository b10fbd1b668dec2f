namespace Libvirt;

/// <summary>
/// The source of a machine's addresses.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainInterfaceAddressesSource">virDomainInterfaceAddressesSource</see>.
/// </summary>
public enum DomainInterfaceAddressesSource
{
    /// <summary>The DHCP server of libvirt's networks.</summary>
    Lease = 0,

    /// <summary>The guest agent: what the guest says, to be taken with care. May block for seconds.</summary>
    Agent = 1,

    /// <summary>The host's ARP table.</summary>
    Arp = 2,
}

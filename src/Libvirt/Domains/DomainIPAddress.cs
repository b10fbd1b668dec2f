namespace Libvirt;

/// <summary>An address of a machine's network interface.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainIPAddress">virDomainIPAddress</see>.</summary>
/// <param name="Type">Its family.</param>
/// <param name="Address">The address, as text.</param>
/// <param name="Prefix">How many of its bits name the network; 0 when unknown.</param>
public sealed record DomainIPAddress(IPAddressType Type, string Address, int Prefix);

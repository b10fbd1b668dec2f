using Libvirt.Native;

namespace Libvirt;

/// <summary>A network interface of a machine with its addresses. From the guest agent all of it is hostile text.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainInterface">virDomainInterface</see>.</summary>
/// <param name="Name">The host's name for it (lease, arp) or the guest's (agent).</param>
/// <param name="HardwareAddress">Its MAC address, null when unknown.</param>
/// <param name="Addresses">Its addresses.</param>
public sealed record DomainInterface(string Name, string? HardwareAddress, IReadOnlyList<DomainIPAddress> Addresses)
{
    internal static unsafe DomainInterface Read(NativeDomainInterface* native)
    {
        var addresses = new DomainIPAddress[native->naddrs];
        for (var i = 0; i < addresses.Length; i++)
        {
            var address = native->addrs + i;
            addresses[i] = new DomainIPAddress((IPAddressType)address->type, NativeText.Read(address->addr) ?? "", (int)address->prefix);
        }
        return new DomainInterface(NativeText.Read(native->name) ?? "", NativeText.Read(native->hwaddr), addresses);
    }
}

using Libvirt.Native;

namespace Libvirt;

// Facts about the guest.
public sealed partial class Domain
{
    /// <summary>The machine's network interfaces with their addresses.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainInterfaceAddresses">virDomainInterfaceAddresses</see>.</summary>
    /// <param name="source">The source of the addresses.</param>
    /// <exception cref="LibvirtException">It does not run, the agent does not answer
    /// (<see cref="LibvirtErrorCode.AgentUnresponsive"/>), or the driver cannot.</exception>
    public unsafe IReadOnlyList<DomainInterface> GetInterfaceAddresses(DomainInterfaceAddressesSource source) =>
        NativeArray<NativeDomainInterface>.Read(
            interfaces => NativeMethods.virDomainInterfaceAddresses(_handle, interfaces, (uint)source, 0),
            DomainInterface.Read,
            NativeMethods.virDomainInterfaceFree);
}

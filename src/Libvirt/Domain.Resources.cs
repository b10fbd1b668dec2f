using System.Runtime.InteropServices;
using Libvirt.Native;

namespace Libvirt;

// Processors and memory of a domain.
public sealed partial class Domain
{
    /// <summary>Plugs vCPUs in or out.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainSetVcpusFlags">virDomainSetVcpusFlags</see>.</summary>
    /// <param name="count">How many are on then; at most the machine's maximum.</param>
    /// <param name="impact">Where.</param>
    /// <exception cref="LibvirtException">More than the maximum, the guest did not let go of one, or the hypervisor can't.</exception>
    public void SetVirtualCpus(int count, DomainModificationImpact impact) =>
        NativeCheck.NotNegative(() => NativeMethods.virDomainSetVcpusFlags(_handle, (uint)count, (uint)impact));

    /// <summary>Sets the memory that the guest may use. The balloon driver of a running guest gives it back, or takes it, in its own time.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainSetMemoryFlags">virDomainSetMemoryFlags</see>.</summary>
    /// <param name="bytes">At most the machine's maximum; rounded down to KiB.</param>
    /// <param name="impact">Where.</param>
    /// <exception cref="LibvirtException">More than the maximum, or the machine has no balloon.</exception>
    public void SetMemory(long bytes, DomainModificationImpact impact) =>
        NativeCheck.NotNegative(() => NativeMethods.virDomainSetMemoryFlags(_handle, new CULong((nuint)(bytes >> 10)), (uint)impact));
}

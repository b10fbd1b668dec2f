using Libvirt.Native;

namespace Libvirt;

// Which CPUs of the host the threads of a domain run on, and how much of them and of the host's memory it gets.
public sealed partial class Domain
{
    /// <summary>Lets a vCPU run on these CPUs of the host only.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainPinVcpuFlags">virDomainPinVcpuFlags</see>.</summary>
    /// <param name="vcpu">Its number, from 0.</param>
    /// <param name="cpus">The numbers of the host's CPUs.</param>
    /// <param name="impact">Where.</param>
    /// <exception cref="LibvirtException">There is no such vCPU, or the host has none of these CPUs.</exception>
    public unsafe void PinVirtualCpu(int vcpu, IReadOnlyCollection<int> cpus, DomainModificationImpact impact) =>
        Pin(cpus, (map, length) => NativeMethods.virDomainPinVcpuFlags(_handle, (uint)vcpu, (byte*)map, length, (uint)impact));

    /// <summary>As <see cref="PinVirtualCpu"/>, for the emulator without its vCPUs and I/O threads.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainPinEmulator">virDomainPinEmulator</see>.</summary>
    /// <param name="cpus">The numbers of the host's CPUs.</param>
    /// <param name="impact">Where.</param>
    /// <exception cref="LibvirtException">The host has none of these CPUs.</exception>
    public unsafe void PinEmulator(IReadOnlyCollection<int> cpus, DomainModificationImpact impact) =>
        Pin(cpus, (map, length) => NativeMethods.virDomainPinEmulator(_handle, (byte*)map, length, (uint)impact));

    /// <summary>As <see cref="PinVirtualCpu"/>, for an I/O thread.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainPinIOThread">virDomainPinIOThread</see>.</summary>
    /// <param name="thread">Its number, from 1.</param>
    /// <param name="cpus">The numbers of the host's CPUs.</param>
    /// <param name="impact">Where.</param>
    /// <exception cref="LibvirtException">There is no such thread, or the host has none of these CPUs.</exception>
    public unsafe void PinIoThread(int thread, IReadOnlyCollection<int> cpus, DomainModificationImpact impact) =>
        Pin(cpus, (map, length) => NativeMethods.virDomainPinIOThread(_handle, (uint)thread, (byte*)map, length, (uint)impact));

    /// <summary>Sets its weight on the host's CPUs, and how much time of them it gets.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainSetSchedulerParametersFlags">virDomainSetSchedulerParametersFlags</see>.</summary>
    /// <param name="parameters">By libvirt's names: <c>cpu_shares</c>, <c>vcpu_period</c>, <c>vcpu_quota</c>; a quota of −1 is none.</param>
    /// <param name="impact">Where.</param>
    /// <exception cref="LibvirtException">A value is out of range, or the host has no control groups for it.</exception>
    public unsafe void SetScheduler(IReadOnlyDictionary<string, long> parameters, DomainModificationImpact impact)
    {
        var native = NativeTypedParameter.Of(parameters, name => name.EndsWith("_quota", StringComparison.Ordinal));
        NativeCheck.NotNegative(() =>
        {
            fixed (NativeTypedParameter* first = native)
                return NativeMethods.virDomainSetSchedulerParametersFlags(_handle, first, native.Length, (uint)impact);
        });
    }

    private static unsafe void Pin(IReadOnlyCollection<int> cpus, Func<nint, int, int> call)
    {
        ArgumentNullException.ThrowIfNull(cpus);
        var map = new byte[cpus.Count == 0 ? 1 : cpus.Max() / 8 + 1];
        foreach (var cpu in cpus)
            map[cpu / 8] |= (byte)(1 << (cpu % 8));
        NativeCheck.NotNegative(() =>
        {
            fixed (byte* first = map)
                return call((nint)first, map.Length);
        });
    }
}

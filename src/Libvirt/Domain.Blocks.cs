using Libvirt.Native;

namespace Libvirt;

// The disks of a running domain: their size and limits.
public sealed partial class Domain
{
    /// <summary>Changes the size of a disk of a running domain. The guest is told; what is on the disk stays as it is.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainBlockResize">virDomainBlockResize</see>.</summary>
    /// <param name="disk">Its target, such as <c>vda</c>.</param>
    /// <param name="bytes">The new size; QEMU rounds it up to whole sectors.</param>
    /// <exception cref="LibvirtException">It does not run, or the image can't have this size.</exception>
    public void ResizeBlock(string disk, long bytes)
    {
        const uint InBytes = 1;
        NativeCheck.NotNegative(() => NativeMethods.virDomainBlockResize(_handle, disk, (ulong)bytes, InBytes));
    }

    /// <summary>Limits the rate of a disk.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainSetBlockIoTune">virDomainSetBlockIoTune</see>.</summary>
    /// <param name="disk">Its target, such as <c>vda</c>.</param>
    /// <param name="limits">The limits by the names of their elements, such as <c>total_bytes_sec</c>; 0 for none.</param>
    /// <param name="impact">Where.</param>
    /// <exception cref="LibvirtException">There is no such disk, or the hypervisor refuses the limits.</exception>
    public unsafe void SetBlockLimits(string disk, IReadOnlyDictionary<string, long> limits, DomainModificationImpact impact)
    {
        var parameters = NativeTypedParameter.Of(limits);
        NativeCheck.NotNegative(() =>
        {
            fixed (NativeTypedParameter* first = parameters)
                return NativeMethods.virDomainSetBlockIoTune(_handle, disk, first, parameters.Length, (uint)impact);
        });
    }
}

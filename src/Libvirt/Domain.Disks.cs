using System.Runtime.InteropServices;
using Libvirt.Native;

namespace Libvirt;

// Errors of the machine's disks.
public sealed partial class Domain
{
    /// <summary>The disks that have failed since the machine last ran. The call asks the hypervisor, so a stuck
    /// hypervisor can block it forever.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainGetDiskErrors">virDomainGetDiskErrors</see>.</summary>
    /// <returns>The disks whose error policy reports errors to libvirt; disks without an error are left out.</returns>
    /// <exception cref="LibvirtException">It does not run, or the driver cannot.</exception>
    public unsafe IReadOnlyList<DomainDiskError> GetDiskErrors()
    {
        var disks = NativeCheck.NotNegative(() => NativeMethods.virDomainGetDiskErrors(_handle, null, 0, 0));
        var errors = new NativeDomainDiskError[disks];
        try
        {
            // With no array, the call returns the maximum number of errors.
            var count = disks == 0 ? 0 : NativeCheck.NotNegative(() =>
            {
                fixed (NativeDomainDiskError* first = errors)
                    return NativeMethods.virDomainGetDiskErrors(_handle, first, (uint)errors.Length, 0);
            });
            return [.. errors.Take(count).Select(DomainDiskError.Read)];
        }
        finally
        {
            foreach (var error in errors)
                NativeMemory.Free(error.disk);
        }
    }
}

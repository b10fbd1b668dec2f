using System.Runtime.InteropServices;
using Libvirt.Native;

namespace Libvirt;

// What becomes of the machine's disks.
public sealed partial class Domain
{
    /// <summary>The disks that failed since the machine ran last. It asks the hypervisor, so a stuck one can hold it up for good.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainGetDiskErrors">virDomainGetDiskErrors</see>.</summary>
    /// <returns>Those whose error policy has libvirt know of it; disks without an error are left out.</returns>
    /// <exception cref="LibvirtException">It does not run, or the driver cannot.</exception>
    public unsafe IReadOnlyList<DomainDiskError> GetDiskErrors()
    {
        var disks = NativeCheck.NotNegative(() => NativeMethods.virDomainGetDiskErrors(_handle, null, 0, 0));
        var errors = new NativeDomainDiskError[disks];
        try
        {
            // Without room for an error the question is another one: how many there can be.
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

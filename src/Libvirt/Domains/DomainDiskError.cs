using Libvirt.Native;

namespace Libvirt;

/// <summary>A disk of a machine that failed.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainDiskError">virDomainDiskError</see>.</summary>
/// <param name="Disk">The disk's target, such as <c>vda</c>.</param>
/// <param name="Error">What is wrong with it.</param>
public sealed record DomainDiskError(string Disk, DomainDiskErrorCode Error)
{
    internal static unsafe DomainDiskError Read(NativeDomainDiskError native) =>
        new(NativeText.Read(native.disk) ?? "", (DomainDiskErrorCode)native.error);
}

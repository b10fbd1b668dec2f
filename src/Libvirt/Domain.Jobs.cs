using Libvirt.Native;

namespace Libvirt;

// Jobs that take minutes: a save, a migration, a dump. Another thread can poll or abort them.
public sealed partial class Domain
{
    /// <summary>The progress of the job. The call asks the hypervisor, so a stuck hypervisor can block it.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainGetJobInfo">virDomainGetJobInfo</see>.</summary>
    /// <exception cref="LibvirtException">It does not run, or the driver cannot.</exception>
    public DomainJobInfo GetJobInfo() =>
        DomainJobInfo.Read(NativeCheck.Out((out NativeDomainJobInfo info) => NativeMethods.virDomainGetJobInfo(_handle, out info)));

    /// <summary>Aborts the job; its own call then fails with <see cref="LibvirtErrorCode.OperationAborted"/>, and the
    /// machine goes on.
    /// See <see href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainAbortJob">virDomainAbortJob</see>.</summary>
    /// <exception cref="LibvirtException">There is none (<see cref="LibvirtErrorCode.OperationInvalid"/>), or it can't be ended now.</exception>
    public void AbortJob() => NativeCheck.NotNegative(() => NativeMethods.virDomainAbortJob(_handle));
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Libvirt.Native;

namespace Libvirt;

/// <summary>
/// What libvirt calls on the loop's thread for a domain's events: one callback for each C signature. Each extracts the
/// values that <see cref="DomainChange"/> documents, and passes them on.
/// </summary>
internal static unsafe class DomainCallbacks
{
    internal static void* Lifecycle => (delegate* unmanaged[Cdecl]<nint, nint, int, int, nint, int>)&OnLifecycle;

    internal static void* For(DomainChange change) => change switch
    {
        DomainChange.Reboot or DomainChange.ControlError => (delegate* unmanaged[Cdecl]<nint, nint, nint, void>)&OnPlain,
        DomainChange.Watchdog or DomainChange.WakeUp or DomainChange.Sleep or DomainChange.Hibernate or DomainChange.MigrationIteration =>
            (delegate* unmanaged[Cdecl]<nint, nint, int, nint, void>)&OnNumber,
        DomainChange.RtcChange or DomainChange.BalloonChange => (delegate* unmanaged[Cdecl]<nint, nint, long, nint, void>)&OnLongNumber,
        DomainChange.DeviceAdded or DomainChange.DeviceRemoved or DomainChange.DeviceRemovalFailed =>
            (delegate* unmanaged[Cdecl]<nint, nint, byte*, nint, void>)&OnText,
        DomainChange.TrayChange => (delegate* unmanaged[Cdecl]<nint, nint, byte*, int, nint, void>)&OnTextNumber,
        DomainChange.MetadataChange => (delegate* unmanaged[Cdecl]<nint, nint, int, byte*, nint, void>)&OnNumberText,
        DomainChange.BlockJob => (delegate* unmanaged[Cdecl]<nint, nint, byte*, int, int, nint, void>)&OnBlockJob,
        DomainChange.AgentLifecycle => (delegate* unmanaged[Cdecl]<nint, nint, int, int, nint, void>)&OnAgent,
        DomainChange.Tunable or DomainChange.JobCompleted =>
            (delegate* unmanaged[Cdecl]<nint, nint, NativeTypedParameter*, int, nint, void>)&OnParameters,
        DomainChange.IoError => (delegate* unmanaged[Cdecl]<nint, nint, byte*, byte*, int, byte*, nint, void>)&OnIoError,
        DomainChange.DiskChange => (delegate* unmanaged[Cdecl]<nint, nint, byte*, byte*, byte*, int, nint, void>)&OnDiskChange,
        DomainChange.Graphics => (delegate* unmanaged[Cdecl]<nint, nint, int, nint, nint, byte*, nint, nint, void>)&OnGraphics,
        DomainChange.BlockThreshold => (delegate* unmanaged[Cdecl]<nint, nint, byte*, byte*, ulong, ulong, nint, void>)&OnBlockThreshold,
        DomainChange.MemoryFailure => (delegate* unmanaged[Cdecl]<nint, nint, int, int, uint, nint, void>)&OnMemoryFailure,
        DomainChange.MemoryDeviceSizeChange => (delegate* unmanaged[Cdecl]<nint, nint, byte*, ulong, nint, void>)&OnMemoryDevice,
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, "No callback has this event's signature."),
    };

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnLifecycle(nint conn, nint dom, int happened, int detail, nint opaque)
    {
        EventTarget.Deliver(opaque, _ =>
        {
            var (uuid, name) = Domain.ReadIdentity(dom);
            return new DomainLifecycleEvent(uuid, name, (DomainLifecycleEventKind)happened, detail);
        });
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnPlain(nint conn, nint dom, nint opaque) => Changed(opaque, dom);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnNumber(nint conn, nint dom, int number, nint opaque) => Changed(opaque, dom, null, number);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnLongNumber(nint conn, nint dom, long number, nint opaque) => Changed(opaque, dom, null, number);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnText(nint conn, nint dom, byte* subject, nint opaque) => Changed(opaque, dom, subject);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnTextNumber(nint conn, nint dom, byte* subject, int number, nint opaque) => Changed(opaque, dom, subject, number);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnNumberText(nint conn, nint dom, int number, byte* subject, nint opaque) => Changed(opaque, dom, subject, number);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnBlockJob(nint conn, nint dom, byte* disk, int type, int status, nint opaque) => Changed(opaque, dom, disk, status);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnAgent(nint conn, nint dom, int state, int reason, nint opaque) => Changed(opaque, dom, null, state);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnParameters(nint conn, nint dom, NativeTypedParameter* parameters, int count, nint opaque) => Changed(opaque, dom);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnIoError(nint conn, nint dom, byte* path, byte* alias, int action, byte* reason, nint opaque) =>
        Changed(opaque, dom, alias, action);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnDiskChange(nint conn, nint dom, byte* before, byte* after, byte* alias, int reason, nint opaque) =>
        Changed(opaque, dom, alias, reason);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnGraphics(nint conn, nint dom, int phase, nint local, nint remote, byte* scheme, nint subject, nint opaque) =>
        Changed(opaque, dom, null, phase);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnBlockThreshold(nint conn, nint dom, byte* disk, byte* path, ulong threshold, ulong excess, nint opaque) =>
        Changed(opaque, dom, disk, (long)threshold);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnMemoryFailure(nint conn, nint dom, int recipient, int action, uint flags, nint opaque) =>
        Changed(opaque, dom, null, action);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnMemoryDevice(nint conn, nint dom, byte* alias, ulong size, nint opaque) => Changed(opaque, dom, alias, (long)size);

    private static void Changed(nint opaque, nint dom, byte* subject = null, long detail = 0) => EventTarget.Deliver(opaque, what =>
    {
        var (uuid, name) = Domain.ReadIdentity(dom);
        return new DomainChangedEvent(uuid, name, what, NativeText.Read(subject), detail);
    });
}

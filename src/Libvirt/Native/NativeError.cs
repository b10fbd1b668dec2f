using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Libvirt.Native;

/// <summary>The one place that makes exceptions from libvirt's errors.</summary>
internal static unsafe class NativeError
{
    /// <summary>The calling thread's last error. Call it right after the failed call, on the same thread.</summary>
    internal static LibvirtException Take()
    {
        var error = NativeMethods.virGetLastError();
        if (error is null || error->code == 0)
            return new LibvirtException(LibvirtErrorCode.Ok, LibvirtErrorDomain.None, "libvirt gave no reason");
        var message = NativeText.Read(error->message) ?? "libvirt gave no text";
        return new LibvirtException((LibvirtErrorCode)error->code, (LibvirtErrorDomain)error->domain, message, error->int1);
    }

    /// <summary>A missing function is reported as an unsupported call, so that callers have one case.</summary>
    internal static LibvirtException Missing(EntryPointNotFoundException missing) =>
        new(LibvirtErrorCode.NoSupport, LibvirtErrorDomain.None, "this libvirt is too old for the call", innerException: missing);

    /// <summary>libvirt's own handler prints every error to stderr; ours leaves that to whoever catches the exception.</summary>
    internal static void Silence() => NativeMethods.virSetErrorFunc(0, &Ignore);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Ignore(nint userData, NativeErrorRecord* error) { }
}

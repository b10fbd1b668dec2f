namespace Libvirt.Native;

/// <summary>
/// libvirt's C functions as they are: one file per header, native names, no checks. Each is called through
/// <see cref="NativeCheck"/>, which knows the C conventions for failure.
/// </summary>
/// <remarks>
/// A <c>string</c> returned here is one that C handed over: <see cref="NativeTextMarshaller"/> frees it. Text that libvirt keeps
/// (<c>const char *</c>) comes back as a pointer and is read with <see cref="NativeText"/>.
/// </remarks>
internal static unsafe partial class NativeMethods
{
    internal const string Library = "libvirt.so.0";
}

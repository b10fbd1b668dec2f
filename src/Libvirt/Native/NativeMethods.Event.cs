using System.Runtime.InteropServices;

namespace Libvirt.Native;

/// <summary>libvirt-event.h</summary>
internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial int virEventRegisterDefaultImpl();

    [LibraryImport(Library)]
    internal static partial int virEventRunDefaultImpl();
}

using System.Runtime.InteropServices;

namespace Libvirt.Native;

/// <summary>virterror.h</summary>
internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial NativeErrorRecord* virGetLastError();

    [LibraryImport(Library)]
    internal static partial void virSetErrorFunc(nint userData, delegate* unmanaged[Cdecl]<nint, NativeErrorRecord*, void> handler);
}

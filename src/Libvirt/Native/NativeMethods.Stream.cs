using System.Runtime.InteropServices;

namespace Libvirt.Native;

/// <summary>libvirt-stream.h</summary>
internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial StreamHandle virStreamNew(ConnectionHandle conn, uint flags);

    [LibraryImport(Library)]
    internal static partial int virStreamFree(nint stream);

    [LibraryImport(Library)]
    internal static partial int virStreamRecv(StreamHandle stream, byte* data, nuint nbytes);

    [LibraryImport(Library)]
    internal static partial int virStreamSend(StreamHandle stream, byte* data, nuint nbytes);

    [LibraryImport(Library)]
    internal static partial int virStreamRecvFlags(StreamHandle stream, byte* data, nuint nbytes, uint flags);

    [LibraryImport(Library)]
    internal static partial int virStreamRecvHole(StreamHandle stream, out long length, uint flags);

    [LibraryImport(Library)]
    internal static partial int virStreamSendHole(StreamHandle stream, long length, uint flags);

    [LibraryImport(Library)]
    internal static partial int virStreamFinish(StreamHandle stream);

    [LibraryImport(Library)]
    internal static partial int virStreamAbort(StreamHandle stream);

    [LibraryImport(Library)]
    internal static partial int virStreamEventAddCallback(
        StreamHandle stream, int events, delegate* unmanaged[Cdecl]<nint, int, nint, void> cb, nint opaque, nint ff);

    [LibraryImport(Library)]
    internal static partial int virStreamEventUpdateCallback(StreamHandle stream, int events);

    [LibraryImport(Library)]
    internal static partial int virStreamEventRemoveCallback(StreamHandle stream);
}

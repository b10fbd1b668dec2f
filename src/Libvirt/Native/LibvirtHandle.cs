using System.Runtime.InteropServices;

namespace Libvirt.Native;

/// <summary>
/// A reference that libvirt counts. The order of release does not matter: a domain keeps its connection alive.
/// </summary>
internal abstract class LibvirtHandle : SafeHandle
{
    private static int _live;
    private static int _abandoned;

    protected LibvirtHandle() : base(0, ownsHandle: true) { }

    /// <summary>How many references we hold right now. Tests use it to find leaks.</summary>
    internal static int Live => Volatile.Read(ref _live);

    /// <summary>How many were left to the garbage collector instead of being disposed.</summary>
    internal static int Abandoned => Volatile.Read(ref _abandoned);

    public override bool IsInvalid => handle == 0;

    /// <summary>Takes over a reference that a list or a record handed out.</summary>
    internal static T Adopt<T>(nint reference) where T : LibvirtHandle, new()
    {
        var adopted = new T();
        adopted.SetHandle(reference);
        return Counted(adopted);
    }

    /// <summary>Counts a valid handle that a native call returned.</summary>
    internal static T Counted<T>(T received) where T : LibvirtHandle
    {
        Interlocked.Increment(ref _live);
        return received;
    }

    protected abstract int Free(nint reference);

    protected sealed override void Dispose(bool disposing)
    {
        if (!disposing && !IsInvalid && !IsClosed)
            Interlocked.Increment(ref _abandoned);
        base.Dispose(disposing);
    }

    protected sealed override bool ReleaseHandle()
    {
        Interlocked.Decrement(ref _live);
        return Free(handle) >= 0;
    }
}

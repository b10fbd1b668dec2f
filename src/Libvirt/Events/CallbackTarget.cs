using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Libvirt;

/// <summary>
/// The object behind a callback's opaque pointer, which is a number here: libvirt may give a registration back on one
/// thread while it calls it on another, and a number that leads nowhere does no harm.
/// </summary>
internal static unsafe class CallbackTarget
{
    private static readonly ConcurrentDictionary<nint, object> Held = new();
    private static long _last;

    /// <summary>How many registrations libvirt has not given back. Tests use it to find leaks.</summary>
    internal static int Count => Held.Count;

    /// <summary>What libvirt calls, on any thread, when it will not call a registration again.</summary>
    internal static delegate* unmanaged[Cdecl]<nint, void> Free => &Release;

    internal static nint Hold(object target)
    {
        var opaque = (nint)Interlocked.Increment(ref _last);
        Held[opaque] = target;
        return opaque;
    }

    /// <summary>For a registration that failed: libvirt does not call <see cref="Free"/> then.</summary>
    internal static void GiveUp(nint opaque) => Held.TryRemove(opaque, out _);

    internal static T? Find<T>(nint opaque) where T : class => Held.TryGetValue(opaque, out var target) ? (T)target : null;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Release(nint opaque) => GiveUp(opaque);
}

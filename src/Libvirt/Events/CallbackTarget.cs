using System.Collections.Concurrent;

namespace Libvirt;

/// <summary>
/// The object behind a callback's opaque pointer. The pointer is a number: libvirt may call a registration on the
/// loop's thread while another thread removes it, and an unknown number does no harm.
/// </summary>
internal static class CallbackTarget
{
    private static readonly ConcurrentDictionary<nint, object> Held = new();
    private static long _last;

    /// <summary>How many are held right now. Tests use it to find leaks.</summary>
    internal static int Count => Held.Count;

    internal static nint Hold(object target)
    {
        var opaque = (nint)Interlocked.Increment(ref _last);
        Held[opaque] = target;
        return opaque;
    }

    internal static void GiveUp(nint opaque) => Held.TryRemove(opaque, out _);

    internal static T? Find<T>(nint opaque) where T : class => Held.TryGetValue(opaque, out var target) ? (T)target : null;
}
